import { apiRoute } from "#lib/doors/api-route.ts";
import { defineSchedule } from "#lib/reviews/commands/define-schedule.ts";
import { listSchedules } from "#lib/reviews/queries/list-schedules.ts";

export const GET = apiRoute(listSchedules, {
  says: "One page of the schedules that open reviews, newest first, each with its next five dates.",
  answer: "page",
});

export const POST = apiRoute(defineSchedule, {
  says: "Defines a review that comes back: `definition`, `recurrence` and whether it starts by itself (people only).",
  status: 201,
});
