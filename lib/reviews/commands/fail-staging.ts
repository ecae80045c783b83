import { conflict } from "#lib/kernel/app-error.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { readCause } from "../cause.ts";
import { failStagingInput } from "../input.ts";
import { startsItselfNow } from "../starts-itself.ts";
import { lockCampaign, saveCampaign } from "../store.ts";
import { authorAndAdministrators, toTellOf } from "../whom-to-tell.ts";

/**
 * Takes back that a population is being gathered, and tells whoever defined the review why it could not be; once where it is
 * tried again by itself. One that something opened is given up: nothing is left of what it was to ask about, and nobody waits for it.
 */
export const failStaging = command({
  name: "fail-staging",
  permission: "campaign:stage",
  input: failStagingInput,
  run: async ({ tx, actor, now }, { campaignId, reason }) => {
    const { organizationId } = actor;
    const campaign = await lockCampaign(tx, organizationId, campaignId, "update");
    if (campaign.state !== "draft" || campaign.stagingAskedAt === null) return unchanged(null);
    const subject = { kind: "campaign", id: campaignId, name: campaign.name };
    const kind = readCause(campaign.cause)?.kind ?? "schedule";
    if (kind !== "schedule") {
      const isSaved = await saveCampaign(tx, organizationId, campaign, {
        state: "discarded",
        stagingAskedAt: null,
      });
      if (!isSaved) throw conflict("review");
      return {
        result: null,
        events: [{ type: "campaign.discarded", subject, detail: { campaignId, reason } }],
      };
    }
    const isToStart = startsItselfNow(campaign, now);
    const isSaved = await saveCampaign(tx, organizationId, campaign, {
      stagingAskedAt: null,
      ...(isToStart ? { startRefusal: reason, startTriedAt: now } : {}),
    });
    if (!isSaved) throw conflict("review");
    const notify = isToStart ? await authorAndAdministrators(tx, campaign) : await toTellOf(tx, campaign);
    const isTold = isToStart && campaign.startRefusal === reason;
    return {
      result: null,
      events: [
        {
          type: "campaign.not_staged",
          subject,
          detail: { campaignId, reason, ...(isTold ? {} : { notify }), href: `/reviews/${campaignId}` },
        },
      ],
    };
  },
});
