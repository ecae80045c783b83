import { apiRoute } from "#lib/doors/api-route.ts";
import { resumeSchedule } from "#lib/reviews/commands/resume-schedule.ts";

export const POST = apiRoute(resumeSchedule, {
  says: "Goes on with a paused schedule from its next date (people only).",
  path: { id: "scheduleId" },
});
