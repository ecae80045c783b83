import { conflict } from "#lib/kernel/app-error.ts";
import { bulkCommand, unchanged } from "#lib/kernel/command.ts";
import { closeJob } from "../begin-close.ts";
import { failRemovalInput } from "../close-input.ts";
import { saveSettled } from "../close-store.ts";
import { closeStuck } from "../close-stuck.ts";
import { saveClosing } from "../closing-store.ts";
import { nextChunk, restored } from "../next-chunk.ts";
import { failedItem, toldOf } from "../settled.ts";
import { lockCampaign } from "../store.ts";

/**
 * Passes over the one item whose answer could not be carried out: it is tried again later, and after some tries in vain a
 * person has to look at it. The others go on. What is in the way but no answer to carry out is left to the job, which fails.
 */
export const failRemoval = bulkCommand({
  name: "fail-removal",
  permission: "campaign:end",
  input: failRemovalInput,
  run: async (context, { campaignId, reason }) => {
    const { tx, actor, now } = context;
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    if (campaign.state !== "closing") return unchanged(null);
    const chunk = await nextChunk(context, campaign, 1);
    if (chunk === null) return unchanged(null);
    const [item] = chunk.items;
    if (item === undefined) throw new Error(`nothing was to be carried out up to ${chunk.upTo}: ${reason}`);
    const settled = failedItem(item, reason, now);
    await saveSettled(tx, [settled], now);
    const isSaved = await saveClosing(tx, actor.organizationId, campaign, {
      closedUpTo: chunk.upTo,
      closingProgressAt: now,
    });
    if (!isSaved) throw conflict("review");
    const stuck = await closeStuck(tx, campaign);
    return {
      result: null,
      events: [toldOf(campaign, item, settled), ...restored(campaign, chunk.settled), ...stuck],
      jobs: [closeJob(campaignId)],
    };
  },
});
