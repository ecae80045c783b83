import { loadAdministrators } from "#lib/identity/steps/load-administrators.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { isUnreviewed, lacksReviewers } from "../broken-glass.ts";
import { lockGlass } from "../glass-store.ts";
import { requestInput } from "../input.ts";
import { gatherGlass } from "../steps/gather-glass.ts";
import { loadRequest } from "../store.ts";
import { noteGlassStuck } from "../stuck-store.ts";

/** Tells administrators, but never whoever used it, once, that too few are left to review a use of break glass. */
export const tellOfStuckGlass = command({
  name: "tell-of-stuck-glass",
  permission: "request:follow-up",
  input: requestInput,
  run: async ({ tx, actor, now }, { requestId }) => {
    const glass = await lockGlass(tx, actor.organizationId, requestId);
    if (!isUnreviewed(glass.state)) return unchanged({ told: 0 });
    const { facts } = await gatherGlass(tx, glass);
    const request = await loadRequest(tx, actor.organizationId, requestId);
    const subject = { kind: "request", id: requestId, name: request.title };
    const detail = { serverId: request.serverId, requestId };
    if (!lacksReviewers(facts)) {
      if (glass.stuckToldAt === null) return unchanged({ told: 0 });
      await noteGlassStuck(tx, glass, null);
      return { result: { told: 0 }, events: [{ type: "break_glass.unstuck", subject, detail }] };
    }
    if (glass.stuckToldAt !== null) return unchanged({ told: 0 });
    const notify = (await loadAdministrators(tx)).filter((id) => id !== glass.userId);
    await noteGlassStuck(tx, glass, now);
    const href = `/approvals/${requestId}`;
    return {
      result: { told: notify.length },
      events: [{ type: "break_glass.stuck", subject, detail: { ...detail, notify, href } }],
    };
  },
});
