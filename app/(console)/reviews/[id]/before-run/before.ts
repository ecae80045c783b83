import type { getCampaignBeforeRun } from "#lib/reviews/queries/get-campaign-before-run.ts";

/** What there is to know of a review before it runs. */
export type Before = Awaited<ReturnType<typeof getCampaignBeforeRun>>;
