import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, conflict, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { askByIndex } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { BULK_MAX, decideItemsInput } from "../answer-input.ts";
import { countBulk, letGuardsHash, saveBulkAnswer } from "../bulk-answer-store.ts";
import { findNamedThings } from "../item-name-store.ts";
import { missingReason, needsReason, notRunning } from "../model.ts";
import { lockCampaign } from "../store.ts";

/**
 * One answer for many items of low risk that wait for this person. Nothing else is answered together, and a server, whose
 * questions are its own, never is. One command answers 10,000; `hasMore` says that there are others.
 *
 * @throws AppError `refused` when the review does not run or a reason is missing; `conflict` when there are others by now
 *   than were on the screen
 */
export const decideItems = command({
  name: "decide-items",
  permission: "campaign-item:decide",
  input: decideItemsInput,
  run: async ({ tx, actor, now }, { campaignId, decision, itemIds, count, ...input }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only people answer in a review.");
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "share");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    const reason = input.reason === undefined || input.reason.trim() === "" ? null : input.reason;
    const problem = notRunning(campaign.state);
    if (problem !== null) throw refused(problem, subject);
    const low = { risk: "low" as const, needsReason: campaign.definition.needsReason };
    if (needsReason(low, decision) && reason === null) throw refused(missingReason(low, decision), subject);
    const { kind, team, serverId, q } = input;
    const question = {
      ...{ campaignId, itemIds, kind, team, serverId, q },
      reviewerIds: [person.userId],
      named: await findNamedThings(tx, campaignId, q),
    };
    await askByIndex(tx);
    const found = await countBulk(tx, question, person.userId);
    if (found !== Math.min(count, BULK_MAX + 1)) throw conflict("list of items");
    await letGuardsHash(tx);
    const batchId = newId(now);
    const answer = { batchId, decision, reason, decidedById: person.userId, decidedAt: now };
    const answered = await saveBulkAnswer(tx, question, answer);
    if (answered !== Math.min(found, BULK_MAX)) throw conflict("list of items");
    return {
      result: { batchId, answered, hasMore: found > answered },
      events: [
        {
          type: "campaign.items_decided",
          subject,
          detail: {
            campaignId,
            decision,
            reason,
            count: answered,
            batchId,
            chosen: itemIds === undefined ? { kind, team, serverId: serverId ?? null, q } : "by name",
          },
        },
      ],
    };
  },
});
