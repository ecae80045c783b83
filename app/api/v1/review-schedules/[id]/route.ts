import { apiRoute } from "#lib/doors/api-route.ts";
import { changeSchedule } from "#lib/reviews/commands/change-schedule.ts";
import { deleteSchedule } from "#lib/reviews/commands/delete-schedule.ts";
import { getSchedule } from "#lib/reviews/queries/get-schedule.ts";

const path = { id: "scheduleId" };

export const GET = apiRoute(getSchedule, {
  says: "One schedule: what its reviews ask, when they come, and which it opened.",
  path,
});

export const PUT = apiRoute(changeSchedule, {
  says: "Changes what a schedule's reviews ask and when they come, from now on (people only).",
  path,
});

export const DELETE = apiRoute(deleteSchedule, {
  says: "Ends a schedule for good; its reviews stay (people only).",
  path,
});
