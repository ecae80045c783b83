import { conflict } from "#lib/kernel/app-error.ts";
import { bulkCommand, unchanged } from "#lib/kernel/command.ts";
import { closeJob } from "../begin-close.ts";
import { carryOut } from "../carry-out.ts";
import { advanceClosingInput } from "../close-input.ts";
import { saveDone, saveSettled } from "../close-store.ts";
import { saveClosing } from "../closing-store.ts";
import { nextChunk, restored } from "../next-chunk.ts";
import { lockCampaign } from "../store.ts";

/**
 * Carries out the next answers of a closing review in one transaction, behind where the last one ended, and then what is
 * to be tried again by now. Told twice, it goes on where it is: one that was stopped half-way has done nothing.
 *
 * `isLast` says that there is nothing left to take up now.
 */
export const advanceClosing = bulkCommand({
  name: "advance-closing",
  permission: "campaign:end",
  input: advanceClosingInput,
  run: async (context, { campaignId, limit }) => {
    const { tx, actor, now } = context;
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    if (campaign.state !== "closing") return unchanged({ isLast: true });
    const chunk = await nextChunk(context, campaign, limit);
    if (chunk === null) return unchanged({ isLast: true });
    const { done, settled, events } = await carryOut(context, campaign, chunk.items);
    await saveDone(tx, done, now);
    await saveSettled(tx, settled, now);
    const isSaved = await saveClosing(tx, actor.organizationId, campaign, {
      closedUpTo: chunk.upTo,
      closingProgressAt: now,
    });
    if (!isSaved) throw conflict("review");
    const isLast = chunk.upTo >= (campaign.populationCount ?? 0) && chunk.items.length < limit;
    const progressed = {
      type: "campaign.close_progressed",
      subject: { kind: "campaign", id: campaign.id, name: campaign.name },
      detail: {
        campaignId,
        upTo: chunk.upTo,
        carriedOut: done.length,
        hadEnded: settled.length,
        kept: chunk.kept,
      },
    } as const;
    return {
      result: { isLast },
      events: [progressed, ...restored(campaign, chunk.settled), ...events],
      jobs: isLast ? [] : [closeJob(campaignId)],
    };
  },
});
