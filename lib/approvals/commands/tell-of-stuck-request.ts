import { loadAdministrators } from "#lib/identity/steps/load-administrators.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { requestInput } from "../input.ts";
import { isExpired } from "../model.ts";
import { isStuck } from "../repair.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { lockRequest } from "../store.ts";
import { noteStuck } from "../stuck-store.ts";

/**
 * Tells administrators, once, that too few are left to answer a request; and notes when enough are again, so that they
 * are told the next time. The request is held meanwhile: of two workers, one finds nothing to tell.
 */
export const tellOfStuckRequest = command({
  name: "tell-of-stuck-request",
  permission: "request:follow-up",
  input: requestInput,
  run: async ({ tx, actor, now }, { requestId }) => {
    const request = await lockRequest(tx, actor.organizationId, requestId);
    if (request.state !== "pending" || isExpired(request, now)) return unchanged({ told: 0 });
    const { facts } = await gatherFacts(tx, request, now);
    const subject = { kind: "request", id: requestId, name: request.title };
    const detail = { serverId: request.serverId, requestId };
    if (!isStuck(facts)) {
      if (request.stuckToldAt === null) return unchanged({ told: 0 });
      await noteStuck(tx, request, null);
      return { result: { told: 0 }, events: [{ type: "request.unstuck", subject, detail }] };
    }
    if (request.stuckToldAt !== null) return unchanged({ told: 0 });
    const notify = await loadAdministrators(tx);
    await noteStuck(tx, request, now);
    const href = `/approvals/${requestId}`;
    return {
      result: { told: notify.length },
      events: [{ type: "request.stuck", subject, detail: { ...detail, notify, href } }],
    };
  },
});
