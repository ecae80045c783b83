import { parseIdCursor, toCursor } from "#lib/kernel/cursor.ts";
import { query } from "#lib/kernel/query.ts";
import { listSchedulesInput } from "../schedule-input.ts";
import { countSchedules, loadSchedules } from "../schedule-store.ts";
import { toScheduleView } from "../schedule-view.ts";

/** Schedules of reviews, newest first, with their next dates. */
export const listSchedules = query({
  name: "list-schedules",
  permission: "campaign:read",
  input: listSchedulesInput,
  run: async ({ tx, now }, { limit, cursor }) => {
    const found = await loadSchedules(tx, { before: parseIdCursor(cursor), limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((schedule) => toScheduleView(schedule, { now })),
      nextCursor: found.length > limit && last !== undefined ? toCursor([last.id]) : null,
      total: { count: await countSchedules(tx), isEstimate: false },
    };
  },
});
