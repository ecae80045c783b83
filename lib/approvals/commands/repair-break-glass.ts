import { z } from "zod";
import { loadDirectory } from "#lib/identity/steps/load-directory.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { wantedBy } from "#lib/policy/approval/approvers-of.ts";
import { approverSource } from "#lib/policy/approval/policy-document.ts";
import { decideGlassRepair } from "../broken-glass.ts";
import { repairBreakGlassInput } from "../glass-input.ts";
import { insertGlassSeats, lockGlass, noteGlassRepair } from "../glass-store.ts";
import { seatsOf } from "../seats.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { gatherGlass } from "../steps/gather-glass.ts";
import { loadReadable } from "../steps/load-readable.ts";
import { loadStageSources } from "../steps/load-stage-sources.ts";
import { answeringFor } from "../steps/plan-request.ts";

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
    const { facts, seats } = await gatherGlass(tx, glass);
    const verdict = decideGlassRepair(facts, actor);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    const repairer = actingPerson(actor);
    if (repairer === null) throw new AppError("forbidden", "Only people find reviewers.", { subject });
    const server = await loadServer(tx, { id: request.serverId });
    const gaining = (await gatherFacts(tx, request, now)).facts.beneficiaryIds;
    // Written by applyBreakGlass; parsed again, since it has been kept as JSON meanwhile.
    const stages = [
      ...(await loadStageSources(tx, requestId)),
      { position: 0, from: z.array(approverSource).parse(glass.reviewFrom) },
    ];
    const sources = wantedBy(stages.flatMap(({ from }) => from));
    const userIds = [...sources.userIds, ...(await answeringFor(tx, server))];
    const directory = await loadDirectory(tx, { ...sources, userIds });
    const excluded = [glass.userId, ...gaining, ...glass.repairedByIds, repairer.userId];
    const known = new Set(seats.map(({ userId, source }) => `${userId} ${source}`));
    const found = seatsOf(stages, directory, server, excluded)
      .map(({ userId, source }) => ({ userId, source }))
      .filter(({ userId, source }) => !known.has(`${userId} ${source}`));
    if (found.length === 0) {
      throw refused(
        "Nobody new may review it. Give somebody the role or add them to the group first.",
        subject,
      );
    }
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
