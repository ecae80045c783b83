import { query } from "#lib/kernel/query.ts";
import { scheduleInput } from "../schedule-input.ts";
import { loadReviewsOf, loadSchedule } from "../schedule-store.ts";
import { toScheduleView } from "../schedule-view.ts";

/**
 * One schedule, and the reviews it opened, the newest 50.
 *
 * @throws AppError `not_found`
 */
export const getSchedule = query({
  name: "get-schedule",
  permission: "campaign:read",
  input: scheduleInput,
  run: async ({ tx, actor, now }, { scheduleId }) => {
    const schedule = await loadSchedule(tx, actor.organizationId, scheduleId);
    return { ...toScheduleView(schedule, { now }), reviews: await loadReviewsOf(tx, scheduleId) };
  },
});
