import type { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import type { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";

/** A review as its pages have it: all but its items. */
export type CampaignHead = Awaited<ReturnType<typeof getCampaignHead>>;

/** A review with its items, at most 2,000. */
export type Campaign = Awaited<ReturnType<typeof getCampaign>>;
