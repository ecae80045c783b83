import { conflict } from "#lib/kernel/app-error.ts";
import { bulkCommand, unchanged } from "#lib/kernel/command.ts";
import { freezePopulation } from "../freeze.ts";
import { campaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { serversOf } from "../servers-of.ts";
import { startsItselfNow } from "../starts-itself.ts";
import { lockCampaign, saveCampaign } from "../store.ts";
import { toTellOf } from "../whom-to-tell.ts";

/**
 * Gathers and freezes the population of a draft for which that was asked: one statement, whatever its size. Running it
 * again changes nothing.
 *
 * @throws AppError `refused` when nothing is in its scope, or too much
 */
export const stageCampaign = bulkCommand({
  name: "stage-campaign",
  permission: "campaign:stage",
  input: campaignInput,
  run: async (context, { campaignId }) => {
    const { tx, actor, now } = context;
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    const staged = decideCampaign(campaign.state, "stage");
    if (!staged.ok || campaign.stagingAskedAt === null) return unchanged({ count: 0 });
    const servers = await serversOf(tx, campaign.definition.scope, now);
    const population = await freezePopulation(context, campaign, servers);
    const isSaved = await saveCampaign(tx, actor.organizationId, campaign, {
      state: staged.next,
      population: population.query,
      populationHash: population.hash,
      populationCount: population.count,
      stagedAt: now,
      stagingAskedAt: null,
      summary: population.summary,
    });
    if (!isSaved) throw conflict("review");
    const isToStart = startsItselfNow(campaign, now);
    return {
      result: { count: population.count },
      events: [
        {
          type: "campaign.staged",
          subject: { kind: "campaign", id: campaignId, name: campaign.name },
          detail: {
            campaignId,
            population: population.count,
            populationHash: population.hash,
            // What starts by itself needs nobody's hand; what cannot says so then.
            ...(isToStart ? {} : { notify: await toTellOf(tx, campaign) }),
            href: `/reviews/${campaignId}`,
          },
        },
      ],
    };
  },
});
