import { route } from "#lib/doors/route.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { getSchedule } from "#lib/reviews/queries/get-schedule.ts";
import { scheduleCalendar } from "#lib/reviews/schedule-calendar.ts";

/** `GET` -> the next twelve dates on which a schedule opens reviews, for a person's calendar (RFC 5545). */
export const GET = route(async ({ actor, params }) => {
  const schedule = await getSchedule(actor, { scheduleId: params.id ?? "" });
  const url = `${new URL(env().STEWARD_URL).origin}/reviews/schedules/${schedule.id}`;
  return new Response(scheduleCalendar({ ...schedule, url }, now()), {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `attachment; filename="schedule-${schedule.id}.ics"`,
      "cache-control": "no-store",
    },
  });
});
