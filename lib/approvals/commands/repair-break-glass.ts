import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { decideGlassRepair } from "../broken-glass.ts";
import { repairBreakGlassInput } from "../glass-input.ts";
import { insertGlassSeats, lockGlass, noteGlassRepair } from "../glass-store.ts";
import { findReviewers } from "../steps/find-reviewers.ts";
import { gatherGlass } from "../steps/gather-glass.ts";
import { loadReadable } from "../steps/load-readable.ts";

/**
 * Asks whoever fits now to review a use of break glass that has lost its reviewers: the same roles, groups and owners,
 * with their people of today. For an administrator, who does not review it.
 */
export const repairBreakGlass = command({
  name: "repair-break-glass",
  permission: "break-glass:repair",
  input: repairBreakGlassInput,
  run: async (context, { requestId, reason }) => {
    const { tx, actor, now } = context;
    const request = await loadReadable(context, requestId);
    const glass = await lockGlass(tx, actor.organizationId, requestId);
    const subject = { kind: "request", id: request.id, name: request.title };
    const gathered = await gatherGlass(tx, glass);
    const verdict = decideGlassRepair(gathered.facts, actor);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    const repairer = actingPerson(actor);
    if (repairer === null) throw new AppError("forbidden", "Only people find reviewers.", { subject });
    const fitting = await findReviewers(context, request, glass, gathered, repairer.userId);
    if (fitting.nobody !== null) throw refused(fitting.nobody, subject);
    const { seats: found, directory } = fitting;
    await noteGlassRepair(tx, glass, repairer.userId);
    await insertGlassSeats(tx, glass, found, now);
    const addedIds = [...new Set(found.map(({ userId }) => userId))];
    return {
      result: { added: addedIds.length },
      events: [
        {
          type: "break_glass.repaired",
          subject,
          detail: {
            serverId: request.serverId,
            requestId,
            reason,
            added: addedIds.flatMap((id) => directory.people.get(id)?.name ?? []),
            notify: addedIds,
            href: `/approvals/${requestId}`,
          },
        },
      ],
    };
  },
});
