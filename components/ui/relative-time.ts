const HOUR = 3600;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/**
 * A unit is used from `from` seconds on, counted in steps of the unit below it: what is a moment short of 30 days is
 * not 29. A distance is counted in days until that would take more than two months.
 */
const UNITS = [
  { unit: "year", from: 2 * YEAR, size: YEAR, step: DAY },
  { unit: "month", from: 61 * DAY, size: YEAR / 12, step: DAY },
  { unit: "day", from: DAY, size: DAY, step: HOUR },
  { unit: "hour", from: HOUR, size: HOUR, step: 60 },
  { unit: "minute", from: 60, size: 60, step: 1 },
] as const;

// Always a number: "next month" and "tomorrow" speak of the calendar, and a distance knows none.
const FORMAT = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/**
 * The distance between two instants, counted ("in 12 days", "3 hours ago", "just now"): to the nearest for what is to
 * come, so that what was asked for 30 days says 30; whole ones for what is past. Milliseconds since the epoch.
 */
export function relativeTime(atMs: number, nowMs: number): string {
  const seconds = (atMs - nowMs) / 1000;
  for (const { unit, from, size, step } of UNITS) {
    const isComing = seconds > 0;
    const reached = isComing ? Math.round(seconds / step) * step : -seconds;
    if (reached < from) continue;
    const isLong = unit === "year" || unit === "month";
    return FORMAT.format(isComing || isLong ? Math.round(seconds / size) : Math.trunc(seconds / size), unit);
  }
  return seconds > 0 ? "in a moment" : "just now";
}

/** An instant in full in one time zone, named; without a zone, in the zone this code runs in. */
export function exactTime(atMs: number, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(atMs);
}
