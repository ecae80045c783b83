const DAY = 24 * 3600;
const YEAR = 365 * DAY;

/** A unit is used from `from` seconds on: a distance is counted in days until that would take more than two months. */
const UNITS = [
  { unit: "year", from: 2 * YEAR, size: YEAR, round: Math.round },
  { unit: "month", from: 61 * DAY, size: YEAR / 12, round: Math.round },
  { unit: "day", from: DAY, size: DAY, round: Math.trunc },
  { unit: "hour", from: 3600, size: 3600, round: Math.trunc },
  { unit: "minute", from: 60, size: 60, round: Math.trunc },
] as const;

// Always a number: "next month" and "tomorrow" speak of the calendar, and a distance knows none.
const FORMAT = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** The distance between two instants, counted ("in 12 days", "3 hours ago", "just now"). Milliseconds since the epoch. */
export function relativeTime(atMs: number, nowMs: number): string {
  const seconds = (atMs - nowMs) / 1000;
  for (const { unit, from, size, round } of UNITS) {
    if (Math.abs(seconds) >= from) return FORMAT.format(round(seconds / size), unit);
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
