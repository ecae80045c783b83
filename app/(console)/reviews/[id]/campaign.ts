import type { getCampaign } from "#lib/reviews/queries/get-campaign.ts";

/** A review as its page has it. */
export type Campaign = Awaited<ReturnType<typeof getCampaign>>;
