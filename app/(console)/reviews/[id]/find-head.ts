import { cache } from "react";
import { answer } from "#lib/doors/page.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";

/** The review of a page: its title and the page itself ask once. */
export const findHead = cache((campaignId: string) =>
  answer((actor) => getCampaignHead(actor, { campaignId })),
);
