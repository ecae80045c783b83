import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { askSecond } from "../ask-second.ts";
import { beginClose } from "../begin-close.ts";
import { mayAskAgain } from "../brake.ts";
import { loadBrakes, loadCloseEffect, loadLastAnswerAt } from "../brake-store.ts";
import { drawSecondLooks } from "../draw-second-looks.ts";
import { CLOSES_ITSELF } from "../early-close.ts";
import { loadSkipped } from "../early-close-store.ts";
import { isClosingDue } from "../follow-up.ts";
import { lockFollowed } from "../follow-up-store.ts";
import { noteLastEnded } from "../note-ended.ts";
import { followedInput } from "../stage-input.ts";
import { loadCampaign } from "../store.ts";

/**
 * Closes a review whose definition says that it closes by itself so many days after its end. Where that would cut more than
 * its share, or skip second looks, a second person is asked; once they declined, again only when it is about something else,
 * and a day later at the soonest.
 */
export const closeOverdueReview = command({
  name: "close-overdue-review",
  permission: "campaign:follow-up",
  input: followedInput,
  run: async (context, { campaignId }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const review = await lockFollowed(tx, organizationId, campaignId);
    const nothing = unchanged(null);
    const [asked] = await loadBrakes(tx, campaignId);
    if (!isClosingDue(review, now) || asked?.answer === null) return nothing;
    const campaign = await loadCampaign(tx, organizationId, campaignId);
    const { unnoted, ended } = await noteLastEnded(context, campaign);
    const noted = someEvents(ended);
    if (unnoted !== null) return noted === null ? nothing : { result: null, events: noted };
    const drawn = await drawSecondLooks(context, campaignId);
    const effect = await loadCloseEffect(tx, organizationId, campaign, now);
    const lastAnswerAt = asked === undefined ? null : await loadLastAnswerAt(tx, campaignId);
    if (asked !== undefined && effect.needsSecond && !mayAskAgain(effect, asked, lastAnswerAt, now)) {
      return noted === null ? nothing : { result: null, events: noted };
    }
    const skipped = await loadSkipped(tx, organizationId, campaignId, now);
    const early = skipped === null ? null : { reason: CLOSES_ITSELF, skipped };
    const begun = effect.needsSecond
      ? await askSecond(context, campaign, { askedById: null, effect, early })
      : await beginClose(context, campaign, { askedById: null, confirmedById: null, effect, early });
    return { ...begun, result: null, events: [...begun.events, ...ended, ...drawn] };
  },
});
