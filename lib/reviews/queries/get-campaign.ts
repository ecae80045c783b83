import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { type QueryContext, query } from "#lib/kernel/query.ts";
import { loadCloseEffect } from "../brake-store.ts";
import { campaignHead } from "../campaign-head.ts";
import { campaignInput } from "../input.ts";
import { toItemView } from "../item-view.ts";
import { decideCampaign } from "../model.ts";
import { type CampaignRow, loadCampaign, loadItems, loadPeople } from "../store.ts";
import { loadReviewAbsences } from "../voice-store.ts";

/**
 * One review (its head, and all its items, at most 2,000), what closing it would do now (null when it is not
 * running), and what this person may do: each `allowed` is true, or the reason it is not.
 *
 * @throws AppError `not_found`
 */
export const getCampaign = query({
  name: "get-campaign",
  permission: "campaign:read",
  input: campaignInput,
  run: async (context, { campaignId }) => {
    const { tx, actor, now } = context;
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const items = await loadItems(tx, campaign.id);
    const people = await loadPeople(
      tx,
      items.flatMap((item) => [item.reviewerId, item.decidedById, item.decidedForId]),
    );
    const { state } = campaign;
    const asking = { ...campaign, absences: await loadReviewAbsences(tx, people.keys()) };
    return {
      ...(await campaignHead(tx, campaign, now)),
      closing: state === "running" ? await loadCloseEffect(tx, actor.organizationId, campaign, now) : null,
      allowed: { close: allowedToClose(context, campaign), export: allowedToExport(context, campaign) },
      items: items.map((item) => toItemView(item, asking, people, actor, now)),
    };
  },
});

function allowedToClose({ actor }: QueryContext, campaign: CampaignRow): true | string {
  if (!isPermitted(actor, "campaign:manage")) return `Only ${whoMay("campaign:manage")} may close a review.`;
  const verdict = decideCampaign(campaign.state, "begin-close");
  return verdict.ok ? true : verdict.reason;
}

function allowedToExport({ actor }: QueryContext, campaign: CampaignRow): true | string {
  if (!isPermitted(actor, "evidence:export")) return `Only ${whoMay("evidence:export")} may export evidence.`;
  return campaign.populationHash !== null || "Its population is not frozen yet, so there is no evidence.";
}
