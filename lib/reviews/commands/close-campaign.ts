import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { bulkCommand } from "#lib/kernel/command.ts";
import { askSecond } from "../ask-second.ts";
import { beginClose } from "../begin-close.ts";
import { moreThanSeen } from "../brake.ts";
import { loadCloseEffect, loadOpenBrake } from "../brake-store.ts";
import { settleEnded } from "../close-store.ts";
import { closeCampaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { refuseWhileLooking } from "../second-look.ts";
import { lockCampaign } from "../store.ts";

/**
 * Begins to close a review: what was not answered gets what the review says for no response, and the worker carries the
 * removals out, verifies them, and seals the evidence. Where that would cut more than the review's share, nothing is
 * closed and a second person is asked.
 *
 * @throws AppError `refused` when it is not running, waits for a second person already, or would end more than was seen
 */
export const closeCampaign = bulkCommand({
  name: "close-campaign",
  permission: "campaign:manage",
  input: closeCampaignInput,
  run: async (context, { campaignId, acknowledgedRemovals }) => {
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
    await settleEnded(tx, organizationId, campaignId, { serverId: null, now });
    const effect = await loadCloseEffect(tx, organizationId, campaign, now);
    const more = moreThanSeen(effect, acknowledgedRemovals);
    if (more !== null) throw refused(more, subject);
    const askedById = actingPerson(actor)?.userId ?? null;
    if (effect.needsSecond) return askSecond(context, campaign, { askedById, effect });
    return beginClose(context, campaign, { askedById, confirmedById: null, effect });
  },
});
