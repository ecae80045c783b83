import type { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";

/** A review as its pages have it: all but its items. */
export type CampaignHead = Awaited<ReturnType<typeof getCampaignHead>>;
