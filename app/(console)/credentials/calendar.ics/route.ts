import { route } from "#lib/doors/route.ts";
import { exportCredentialsCalendar } from "#lib/inventory/export-credentials.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { readCredentialsSearch } from "../read-credentials-search.ts";

/** `GET` with the list's own address -> the ends of active credentials for a person's calendar (RFC 5545). */
export const GET = route(async ({ actor, search }) => {
  const { question } = readCredentialsSearch(search, actor.kind === "person" ? actor.userId : undefined);
  const place = { origin: new URL(env().STEWARD_URL).origin, now: now() };
  return new Response(await exportCredentialsCalendar(actor, question, place), {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'attachment; filename="steward-credentials.ics"',
      "cache-control": "no-store",
    },
  });
});
