import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, notFound, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { batchInput } from "../answer-input.ts";
import { findBatch, saveBatchUndone } from "../bulk-answer-store.ts";
import { notRunning, UNDO_MS } from "../model.ts";
import { lockCampaign } from "../store.ts";

/**
 * Takes back what was answered together, within ten seconds, by whoever did; as far as nobody answered anew meanwhile.
 *
 * @throws AppError `refused` when it is too late
 */
export const undoDecisions = command({
  name: "undo-decisions",
  permission: "campaign-item:decide",
  input: batchInput,
  run: async ({ tx, actor, now }, { batchId, campaignId }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only people answer in a review.");
    const batch = await findBatch(tx, batchId);
    const isTheirs =
      batch?.decidedById === person.userId && batch.campaignId === (campaignId ?? batch.campaignId);
    if (!isTheirs) throw notFound("set of answers");
    const campaign = await lockCampaign(tx, actor.organizationId, batch.campaignId, "share");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    const problem = notRunning(campaign.state);
    if (problem !== null) throw refused(problem, subject);
    if (now.getTime() - batch.decidedAt.getTime() > UNDO_MS) {
      throw refused("Answers can be taken back for ten seconds only. Decide anew instead.", subject);
    }
    const undo = { batchId: newId(now), at: now };
    const count = await saveBatchUndone(tx, batchId, batch, undo);
    if (count === 0) throw refused("There is nothing left to take back.", subject);
    return {
      result: { undone: count },
      events: [
        {
          type: "campaign.items_decided",
          subject,
          detail: {
            campaignId: campaign.id,
            decision: "undecided",
            reason: null,
            count,
            batchId: undo.batchId,
            takenBack: batchId,
          },
        },
      ],
    };
  },
});
