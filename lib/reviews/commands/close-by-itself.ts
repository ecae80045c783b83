import { AppError } from "#lib/kernel/app-error.ts";
import { bulkCommand, unchanged } from "#lib/kernel/command.ts";
import { askSecond } from "../ask-second.ts";
import { beginClose } from "../begin-close.ts";
import { loadCloseEffect, loadOpenBrake } from "../brake-store.ts";
import { settleEnded } from "../close-store.ts";
import { campaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { lockCampaign } from "../store.ts";

/**
 * Begins to close a review whose time is up and whose definition says that it then closes by itself. Where that would cut
 * off more than its share it asks the administrators instead, once.
 *
 * @throws AppError `refused` when it does not run
 */
export const closeByItself = bulkCommand({
  name: "close-by-itself",
  permission: "campaign:end",
  input: campaignInput,
  run: async (context, { campaignId }) => {
    const { tx, actor, now } = context;
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    const closing = decideCampaign(campaign.state, "begin-close");
    if (!closing.ok) throw new AppError(closing.code, closing.reason, { subject });
    if ((await loadOpenBrake(tx, campaignId)) !== null) return unchanged(null);
    await settleEnded(tx, actor.organizationId, campaignId, { serverId: null, now });
    const effect = await loadCloseEffect(tx, actor.organizationId, campaign, now);
    if (effect.needsSecond) return askSecond(context, campaign, { askedById: null, effect });
    return beginClose(context, campaign, { askedById: null, confirmedById: null, effect });
  },
});
