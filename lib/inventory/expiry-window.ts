import type { ExpiryWindow } from "./credential-input.ts";

const DAY_MS = 86_400_000;

/** From one end, which is in it, to another, which is not. "infinity" is where credentials without an end stand. */
export interface EndRange {
  from: Date | "-infinity" | "infinity";
  until: Date | null;
}

interface AskedEnd {
  window?: ExpiryWindow | undefined;
  day?: string | undefined;
  endsFrom?: string | undefined;
}

/**
 * When a credential ends to be in this window, or on this day (UTC); not before `endsFrom`. Windows of days leave out
 * what has ended.
 */
export function endRange(asked: AskedEnd, now: Date): EndRange {
  const range = rangeOf(asked, now);
  if (asked.endsFrom === undefined || range.from === "infinity") return range;
  const least = new Date(asked.endsFrom);
  return range.from === "-infinity" || range.from < least ? { ...range, from: least } : range;
}

function rangeOf(asked: AskedEnd, now: Date): EndRange {
  if (asked.day !== undefined) {
    const from = new Date(`${asked.day}T00:00:00Z`);
    return { from, until: new Date(from.getTime() + DAY_MS) };
  }
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
  switch (asked.window) {
    case "expired":
      return { from: "-infinity", until: now };
    case "7d":
      return { from: now, until: inDays(7) };
    case "30d":
      return { from: now, until: inDays(30) };
    case "90d":
      return { from: now, until: inDays(90) };
    case "later":
      // The largest moment that is a date: those without an end stand behind it.
      return { from: inDays(90), until: new Date("9999-12-31T00:00:00Z") };
    case "none":
      return { from: "infinity", until: null };
    case undefined:
      return { from: "-infinity", until: null };
  }
}

/** The days of a month, YYYY-MM-DD, in order. `month` is YYYY-MM. Days are those of UTC, wherever the reader is. */
export function daysOfMonth(month: string): string[] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const count = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
}

/** The month so many months on, or back, as YYYY-MM. */
export function monthFrom(month: string, months: number): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + months, 1))
    .toISOString()
    .slice(0, 7);
}
