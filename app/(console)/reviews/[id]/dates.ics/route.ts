import { route } from "#lib/doors/route.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { campaignCalendar } from "#lib/reviews/campaign-calendar.ts";
import { getCampaignDates } from "#lib/reviews/queries/get-campaign-dates.ts";

/** `GET` -> when a review started, when its stages end and when it is due, for a person's calendar (RFC 5545). */
export const GET = route(async ({ actor, params }) => {
  const review = await getCampaignDates(actor, { campaignId: params.id ?? "" });
  const url = `${new URL(env().STEWARD_URL).origin}/reviews/${review.id}`;
  return new Response(campaignCalendar({ ...review, url }, now()), {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `attachment; filename="review-${review.id}.ics"`,
      "cache-control": "no-store",
    },
  });
});
