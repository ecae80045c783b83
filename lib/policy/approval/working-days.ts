import type { ApprovalPolicy } from "./policy-document.ts";

const DAY_MS = 86_400_000;
/** Two years of days: a calendar with hardly a working day comes to an end too. */
const DAYS_LOOKED_AT_MAX = 730;

/**
 * The same time of day so many working days later, by the calendar of the policy: days of the week and holidays count
 * in its time zone.
 */
export function addWorkingDays(from: Date, count: number, calendar: ApprovalPolicy["calendar"]): Date {
  let at = from;
  let left = count;
  for (let looked = 0; left > 0 && looked < DAYS_LOOKED_AT_MAX; looked += 1) {
    at = new Date(at.getTime() + DAY_MS);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

function isWorkingDay(at: Date, { timeZone, workingDays, holidays }: ApprovalPolicy["calendar"]): boolean {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
  if (holidays.includes(day)) return false;
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return workingDays.includes(weekday === 0 ? 7 : weekday);
}
