import { actingPerson, hasRole } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { bulkCommand } from "#lib/kernel/command.ts";
import { passedOn } from "../passed-on.ts";
import { mayPassOn, whyNotTo } from "../reassigning.ts";
import { loadPossibleReviewers, reassignPage } from "../seat-store.ts";
import { reassignItemsInput } from "../stage-input.ts";
import { ITEMS_AT_ONCE } from "../stages.ts";
import { loadCampaign, loadItem } from "../store.ts";

/**
 * Passes items that wait to somebody else, with a reason: some by their ids, or all of somebody's. By whoever reviews them, or
 * an administrator; to whom the review allows (`reassign_campaign_items`). What does not fit is left, and counted.
 *
 * @throws AppError `refused` when none of it can go there, with the reason
 */
export const reassignItems = bulkCommand({
  name: "reassign-items",
  permission: "campaign-item:reassign",
  input: reassignItemsInput,
  run: async (context, { campaignId, itemIds, fromId, toId, reason }) => {
    const { tx, actor, now } = context;
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only people pass items of a review on.");
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    if (campaign.state !== "running")
      throw refused("This review does not run, so nothing in it is passed on.", subject);
    if (fromId !== undefined && fromId !== person.userId && !hasRole(actor, "admin")) {
      throw new AppError("forbidden", "Only an administrator passes on what others review.", { subject });
    }
    const [itemId] = itemIds ?? [];
    if (itemIds?.length === 1 && itemId !== undefined) {
      const item = await loadItem(tx, actor.organizationId, { itemId, campaignId });
      const passed = {
        ...item,
        campaignState: campaign.state,
        isOpenStage: item.stage === campaign.stage,
        hasEnded: item.outcome !== null,
      };
      const verdict = mayPassOn(passed, actor);
      if (verdict !== true) throw refused(verdict, subject);
      const among = { campaignId, itemId, fromId: null, words: null, userId: toId, limit: 1 };
      const why = whyNotTo((await loadPossibleReviewers(tx, among))[0]);
      if (why !== null) throw new AppError("refused", why, { subject, fields: { toId: why } });
    }
    const order = { itemIds: itemIds ?? null, fromId: fromId ?? null, toId, byId: person.userId, reason };
    let [items, leftOut, after]: [number, number, number | null] = [0, 0, 0];
    while (after !== null) {
      const page = await reassignPage(tx, campaignId, order, now, { after, limit: ITEMS_AT_ONCE });
      items += page.items;
      leftOut += page.leftOut;
      after = page.last;
    }
    const passed = items === 0 ? [] : [{ fromId: fromId ?? null, toId, items }];
    const [event] = await passedOn(tx, campaign, "by_hand", passed, now, reason);
    if (event === undefined) throw refused(NOTHING_FITS, subject);
    return { result: { campaignId, items, leftOut }, events: [event] };
  },
});

const NOTHING_FITS =
  "None of it can go there: nothing waits any more, or this person gains by it, answered it before, or is nobody whom this review may ask.";
