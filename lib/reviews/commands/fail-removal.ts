import { conflict } from "#lib/kernel/app-error.ts";
import { bulkCommand, unchanged } from "#lib/kernel/command.ts";
import { closeJob } from "../begin-close.ts";
import { failRemovalInput } from "../close-input.ts";
import { findChunkEnd, loadItemsToActOn, loadItemsToRetry, saveSettled, settleKept } from "../close-store.ts";
import { closeStuck } from "../close-stuck.ts";
import { CLOSE_SPAN } from "../closing.ts";
import { saveClosing } from "../closing-store.ts";
import { settleStanding } from "../settle-store.ts";
import { failedItem, toldOf } from "../settled.ts";
import { lockCampaign } from "../store.ts";

/**
 * Passes over the one item whose answer could not be carried out: it is tried again later, and after some tries in vain a
 * person has to look at it. The others go on.
 */
export const failRemoval = bulkCommand({
  name: "fail-removal",
  permission: "campaign:end",
  input: failRemovalInput,
  run: async (context, { campaignId, reason }) => {
    const { tx, actor, now } = context;
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    if (campaign.state !== "closing") return unchanged(null);
    const after = campaign.closedUpTo;
    const isRetry = after >= (campaign.populationCount ?? 0);
    const { noResponse } = campaign.definition;
    const end = isRetry
      ? after
      : await findChunkEnd(tx, campaignId, noResponse, { after, span: CLOSE_SPAN, limit: 1 });
    if (!isRetry) await settleStanding(tx, campaignId, { after, upTo: end });
    const items = isRetry
      ? await loadItemsToRetry(tx, campaignId, { now, limit: 1 })
      : await loadItemsToActOn(tx, campaignId, { after: end - 1, upTo: end });
    const [item] = items;
    if (item === undefined) return unchanged(null);
    const settled = failedItem(item, reason, now);
    await settleKept(tx, campaignId, noResponse, { after, upTo: end, now });
    await saveSettled(tx, [settled], now);
    const isSaved = await saveClosing(tx, actor.organizationId, campaign, {
      closedUpTo: end,
      closingProgressAt: now,
    });
    if (!isSaved) throw conflict("review");
    const stuck = await closeStuck(tx, campaign);
    return {
      result: null,
      events: [toldOf(campaign, item, settled), ...stuck],
      jobs: [closeJob(campaignId)],
    };
  },
});
