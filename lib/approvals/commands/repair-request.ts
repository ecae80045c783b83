import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { repairRequestInput } from "../input.ts";
import { currentStage } from "../model.ts";
import { insertRemark, listRemarks } from "../remark-store.ts";
import { decideRepair } from "../repair.ts";
import { insertSeats, noteRepair } from "../seat-store.ts";
import { findFitting } from "../steps/find-fitting.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { lockReadable } from "../steps/load-readable.ts";
import { toldOf } from "../steps/told-of.ts";

/** Fewer than the database takes of one person. */
const REMARKS_KEPT = 40;
const NAMED = 5;

/**
 * Asks whoever fits now about a request that has lost the people it was asked of: the same stages, with today's holders
 * of their roles, members of their groups and owners. For an administrator, who does not decide on it.
 */
export const repairRequest = command({
  name: "repair-request",
  permission: "request:repair",
  input: repairRequestInput,
  run: async (context, { requestId, reason }) => {
    const { tx, actor, now } = context;
    const request = await lockReadable(context, requestId);
    const subject = { kind: "request", id: request.id, name: request.title };
    const gathered = await gatherFacts(tx, request, now);
    const verdict = decideRepair(gathered.facts, actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    const repairer = actingPerson(actor);
    if (repairer === null) throw new AppError("forbidden", "Only people repair a request.", { subject });
    const fitting = await findFitting(context, request, gathered, repairer.userId);
    if (fitting.nobody !== null) throw refused(fitting.nobody, subject);
    const { seats: found, directory } = fitting;
    await noteRepair(tx, request, repairer.userId);
    const addedIds = [...new Set(found.map(({ userId }) => userId))];
    await insertSeats(tx, { organizationId: actor.organizationId, requestId }, found, now);
    const names = addedIds.flatMap((id) => directory.people.get(id)?.name ?? []);
    const remarks = await listRemarks(tx, actor.organizationId, requestId);
    // Beyond what a request takes, the trail alone keeps it.
    if (remarks.length < REMARKS_KEPT) {
      await insertRemark(tx, {
        organizationId: actor.organizationId,
        requestId,
        authorId: repairer.userId,
        kind: "comment",
        body: `Asked ${namesOf(names)} too, as too few of those who were asked could still answer: ${reason}`,
        writtenAt: now,
      });
    }
    // Those of a later stage are told when it is their turn.
    const waiting = currentStage(gathered.facts)?.position;
    const askedNow = found.flatMap(({ position, userId }) => (position === waiting ? [userId] : []));
    return {
      result: { added: addedIds.length },
      events: [
        {
          type: "request.repaired",
          subject,
          detail: {
            serverId: request.serverId,
            requestId,
            reason,
            added: names,
            notify: await toldOf(tx, { ...gathered.facts, userIds: askedNow }, now),
            href: `/approvals/${requestId}`,
          },
        },
      ],
    };
  },
});

function namesOf(names: readonly string[]): string {
  const rest = names.length - NAMED;
  const all = rest > 0 ? [...names.slice(0, NAMED), `${rest} more`] : names;
  return new Intl.ListFormat("en").format(all);
}
