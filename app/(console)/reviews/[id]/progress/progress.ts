import type { getCampaignProgress } from "#lib/reviews/queries/get-campaign-progress.ts";

export type CampaignProgress = Awaited<ReturnType<typeof getCampaignProgress>>;
