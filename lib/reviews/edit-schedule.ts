import { AppError, conflict } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { decideSchedule, type ScheduleAction } from "./schedule.ts";
import { lockSchedule, type ScheduleRow } from "./schedule-store.ts";

/**
 * A schedule that somebody is about to act on, as it was on their screen, locked.
 *
 * @throws AppError `not_found`; `refused` when its state does not allow it; `conflict` when it was changed since
 */
export async function editSchedule(
  tx: Tx,
  organizationId: string,
  { scheduleId, version }: { scheduleId: string; version: number },
  action: ScheduleAction,
): Promise<ScheduleRow> {
  const schedule = await lockSchedule(tx, organizationId, scheduleId);
  const verdict = decideSchedule(schedule.state, action);
  if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject: subjectOf(schedule) });
  if (schedule.version !== version) throw conflict("schedule");
  return schedule;
}

export function subjectOf({ id, name }: Pick<ScheduleRow, "id" | "name">) {
  return { kind: "review_schedule", id, name };
}
