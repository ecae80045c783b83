import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { askSecond } from "../ask-second.ts";
import { beginClose } from "../begin-close.ts";
import { moreThanSeen } from "../brake.ts";
import { loadCloseEffect, loadOpenBrake } from "../brake-store.ts";
import { drawSecondLooks } from "../draw-second-looks.ts";
import { decideEarly } from "../early-close.ts";
import { loadSkipped } from "../early-close-store.ts";
import { closeCampaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { noteLastEnded } from "../note-ended.ts";
import { refuseWhileLooking } from "../second-look.ts";
import { lockCampaign } from "../store.ts";

/**
 * Begins to close a review: what was not answered gets what the review says for no response, and the worker carries the
 * removals out, verifies them, and seals the evidence. Where that would cut more than the review's share, or skip second
 * looks, nothing is closed and a second person is asked. What it skips is said, and asks for a reason.
 *
 * @throws AppError `refused` when it is not running, waits for a second person already, would end more than was seen, or
 *   skips something without a reason
 */
export const closeCampaign = command({
  name: "close-campaign",
  permission: "campaign:manage",
  input: closeCampaignInput,
  run: async (context, { campaignId, acknowledgedRemovals, reason }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const campaign = await lockCampaign(tx, organizationId, campaignId, "update");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    const closing = decideCampaign(campaign.state, "begin-close");
    if (!closing.ok) throw new AppError(closing.code, closing.reason, { subject });
    await refuseWhileLooking(context, campaign);
    if ((await loadOpenBrake(tx, campaignId)) !== null) {
      throw refused("It waits for a second person to look at what it would end.", subject);
    }
    const { unnoted, ended } = await noteLastEnded(context, campaign);
    if (unnoted !== null) throw refused(unnoted, subject);
    const drawn = await drawSecondLooks(context, campaignId);
    const effect = await loadCloseEffect(tx, organizationId, campaign, now);
    const more = moreThanSeen(effect, acknowledgedRemovals);
    if (more !== null) throw refused(more, subject);
    const verdict = decideEarly(await loadSkipped(tx, organizationId, campaignId, now), reason);
    if (!verdict.ok) throw refused(verdict.reason, subject);
    const { early } = verdict;
    const askedById = actingPerson(actor)?.userId ?? null;
    const begun = effect.needsSecond
      ? await askSecond(context, campaign, { askedById, effect, early })
      : await beginClose(context, campaign, { askedById, confirmedById: null, effect, early });
    return { ...begun, events: [...begun.events, ...ended, ...drawn] };
  },
});
