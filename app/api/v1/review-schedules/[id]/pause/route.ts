import { apiRoute } from "#lib/doors/api-route.ts";
import { pauseSchedule } from "#lib/reviews/commands/pause-schedule.ts";

export const POST = apiRoute(pauseSchedule, {
  says: "Opens no more reviews of a schedule until it is resumed (people only).",
  path: { id: "scheduleId" },
});
