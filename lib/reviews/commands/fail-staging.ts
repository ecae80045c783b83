import { command, unchanged } from "#lib/kernel/command.ts";
import { failStagingInput } from "../input.ts";
import { saveStagingAsked } from "../staging-store.ts";
import { lockCampaign } from "../store.ts";
import { toTellOf } from "../whom-to-tell.ts";

/** Takes back that a population is being gathered, and tells whoever defined the review why it could not be. */
export const failStaging = command({
  name: "fail-staging",
  permission: "campaign:stage",
  input: failStagingInput,
  run: async ({ tx, actor }, { campaignId, reason }) => {
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    if (campaign.state !== "draft" || campaign.stagingAskedAt === null) return unchanged(null);
    await saveStagingAsked(tx, actor.organizationId, campaign, {
      stagingAskedAt: null,
      stagingFrom: null,
      stagingExpected: null,
    });
    return {
      result: null,
      events: [
        {
          type: "campaign.not_staged",
          subject: { kind: "campaign", id: campaignId, name: campaign.name },
          detail: {
            campaignId,
            reason,
            notify: await toTellOf(tx, campaign),
            href: `/reviews/${campaignId}`,
          },
        },
      ],
    };
  },
});
