import { bulkCommand, unchanged } from "#lib/kernel/command.ts";
import { askSecond } from "../ask-second.ts";
import { beginClose } from "../begin-close.ts";
import { loadBrakes, loadCloseEffect } from "../brake-store.ts";
import { settleEnded } from "../close-store.ts";
import { isClosingDue } from "../follow-up.ts";
import { lockFollowed } from "../follow-up-store.ts";
import { followedInput } from "../stage-input.ts";
import { loadCampaign } from "../store.ts";

/**
 * Closes a review whose definition says that it closes by itself so many days after its end. Where that would cut more than
 * its share a second person is asked, once; what they decline is left to people.
 */
export const closeOverdueReview = bulkCommand({
  name: "close-overdue-review",
  permission: "campaign:follow-up",
  input: followedInput,
  run: async (context, { campaignId }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const review = await lockFollowed(tx, organizationId, campaignId);
    const nothing = unchanged(null);
    if (!isClosingDue(review, now) || (await loadBrakes(tx, campaignId)).length > 0) return nothing;
    const campaign = await loadCampaign(tx, organizationId, campaignId);
    await settleEnded(tx, organizationId, campaignId, { serverId: null, now });
    const effect = await loadCloseEffect(tx, organizationId, campaign, now);
    const begun = effect.needsSecond
      ? await askSecond(context, campaign, { askedById: null, effect })
      : await beginClose(context, campaign, { askedById: null, confirmedById: null, effect });
    return { ...begun, result: null };
  },
});
