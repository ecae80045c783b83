import { type Directory, loadDirectory } from "#lib/identity/steps/load-directory.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { wantedBy } from "#lib/policy/approval/approvers-of.ts";
import { repairRequestInput } from "../input.ts";
import { currentStage } from "../model.ts";
import { decideRepair } from "../repair.ts";
import { insertSeats, noteRepair } from "../seat-store.ts";
import { seatsOf } from "../seats.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { lockReadable } from "../steps/load-readable.ts";
import { loadStageSources } from "../steps/load-stage-sources.ts";
import { answeringFor } from "../steps/plan-request.ts";
import { toldOf } from "../steps/told-of.ts";

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
    const stages = await loadStageSources(tx, request.id);
    const sources = wantedBy(stages.flatMap(({ from }) => from));
    const userIds = [...sources.userIds, ...(await answeringFor(tx, gathered.server))];
    const directory = await loadDirectory(tx, { ...sources, userIds });
    const excluded = [
      request.requesterId,
      ...gathered.facts.beneficiaryIds,
      ...request.repairedByIds,
      repairer.userId,
    ];
    const known = new Set(
      gathered.seats.map(({ position, userId, source }) => `${position} ${userId} ${source}`),
    );
    const found = seatsOf(stages, directory, gathered.server, excluded).filter(
      ({ position, userId, source }) => !known.has(`${position} ${userId} ${source}`),
    );
    if (found.length === 0) {
      throw refused(nobodyNew(directory), subject);
    }
    await noteRepair(tx, request, repairer.userId);
    await insertSeats(tx, { organizationId: actor.organizationId, requestId }, found, now);
    // Those of a later stage are told when it is their turn.
    const waiting = currentStage(gathered.facts)?.position;
    const askedNow = found.flatMap(({ position, userId }) => (position === waiting ? [userId] : []));
    const addedIds = [...new Set(found.map(({ userId }) => userId))];
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
            added: addedIds.flatMap((id) => directory.people.get(id)?.name ?? []),
            notify: await toldOf(tx, { ...gathered.facts, userIds: askedNow }, now),
            href: `/approvals/${requestId}`,
          },
        },
      ],
    };
  },
});

/** What an administrator can do where nobody fits: a group that was deleted never has members again. */
function nobodyNew({ groups }: Directory): string {
  const gone = [...groups.values()].flatMap(({ name, isDeleted }) => (isDeleted ? [name] : []));
  return gone.length === 0
    ? "Nobody new fits its stages. Give somebody the role or add them to the group first; or withdraw it and have it asked again."
    : `Nobody new fits its stages. Group ${gone.join(" and ")} was deleted: withdraw the request, name others in the approval policy, and have it asked again.`;
}
