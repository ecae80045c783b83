import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { revokeGrantInput } from "../input.ts";
import { answersFor, decide, NOT_YOURS } from "../model.ts";
import { revokeGrant as revokeGrantStep } from "../steps/revoke-grant.ts";
import { lockGrant } from "../store.ts";

/** Ends one grant at once, with a reason. For the server's owners and administrators. */
export const revokeGrant = command({
  name: "revoke-grant",
  permission: "grant:revoke",
  input: revokeGrantInput,
  run: async (context, { grantId, reason }) => {
    const { tx, actor } = context;
    const grant = await lockGrant(tx, actor.organizationId, grantId);
    const subject = { kind: "grant", id: grant.id, name: grant.name };
    if (actor.kind === "person" && !answersFor(grant.server, actor)) {
      throw new AppError("forbidden", NOT_YOURS, { subject });
    }
    const verdict = decide(grant, "revoke");
    if (!verdict.ok) throw refused(verdict.reason, subject);
    const events = someEvents(await revokeGrantStep(context, { grantId, reason, origin: "person" }));
    if (events === null) throw refused("This grant is revoked already.", subject);
    return { result: { grantId, serverId: grant.serverId }, events };
  },
});
