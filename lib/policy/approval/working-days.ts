import { atWallTime, wallTime } from "#lib/kernel/wall-time.ts";
import type { ApprovalPolicy } from "./policy-document.ts";

const DAY_MS = 86_400_000;
/** Two years of days: a calendar with hardly a working day comes to an end too. */
const DAYS_LOOKED_AT_MAX = 730;

/**
 * The same time of day so many working days later, by the calendar of the policy: days of the week, holidays and the
 * time of day are those of its time zone, also where the clock changes on the way.
 */
export function addWorkingDays(from: Date, count: number, calendar: ApprovalPolicy["calendar"]): Date {
  if (count <= 0) return from;
  let wall = wallTime(from, calendar.timeZone);
  let left = count;
  for (let looked = 0; left > 0 && looked < DAYS_LOOKED_AT_MAX; looked += 1) {
    wall += DAY_MS;
    if (isWorkingDay(new Date(wall), calendar)) left -= 1;
  }
  return atWallTime(wall, calendar.timeZone);
}

function isWorkingDay(wall: Date, { workingDays, holidays }: ApprovalPolicy["calendar"]): boolean {
  if (holidays.includes(wall.toISOString().slice(0, 10))) return false;
  const weekday = wall.getUTCDay();
  return workingDays.includes(weekday === 0 ? 7 : weekday);
}
