import type {
  EXPIRY_WINDOWS,
  LAST_REVIEW_WINDOWS,
  LAST_SEEN_WINDOWS,
  REVIEW_WINDOWS,
  ServerFilter,
} from "./server-list-input.ts";

/** A range of a column: from the first moment or day on, before the second; null is without end. */
export interface Window {
  column: "soonest_expiry" | "last_seen_at" | "next_review_on" | "last_reviewed_on" | "risk";
  from: string;
  before: string | null;
}

/** A window by the name it has in the filter. */
export interface WindowChoice {
  field: WindowField;
  value: string;
  window: Window;
}

export const WINDOW_FIELDS = ["expiry", "lastSeen", "review", "lastReview"] as const;
export type WindowField = (typeof WINDOW_FIELDS)[number];

/** Every window there is to choose; days are UTC. */
export function allWindows(now: Date): WindowChoice[] {
  const choices = <Value extends string>(
    field: WindowField,
    column: Window["column"],
    ranges: Record<Value, readonly [from: string, before: string | null]>,
  ) =>
    Object.entries<readonly [string, string | null]>(ranges).map(([value, [from, before]]) => ({
      field,
      value,
      window: { column, from, before },
    }));
  const at = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString();
  const day = (days: number) => at(days).slice(0, 10);
  return [
    ...choices<(typeof EXPIRY_WINDOWS)[number]>("expiry", "soonest_expiry", {
      expired: [EVER, at(0)],
      "7d": [at(0), at(7)],
      "30d": [at(0), at(30)],
      "90d": [at(0), at(90)],
      none: [NEVER, null],
    }),
    ...choices<(typeof LAST_SEEN_WINDOWS)[number]>("lastSeen", "last_seen_at", {
      "7d": [at(-7), null],
      "30d": [at(-30), null],
      over30d: [LONG_AGO, at(-30)],
      over90d: [LONG_AGO, at(-90)],
      never: [EVER, LONG_AGO],
    }),
    ...choices<(typeof REVIEW_WINDOWS)[number]>("review", "next_review_on", {
      overdue: [EVER, day(0)],
      "30d": [day(0), day(31)],
      "90d": [day(0), day(91)],
    }),
    ...choices<(typeof LAST_REVIEW_WINDOWS)[number]>("lastReview", "last_reviewed_on", {
      "90d": [day(-90), null],
      over90d: [LONG_AGO_DAY, day(-90)],
      over180d: [LONG_AGO_DAY, day(-180)],
      over365d: [LONG_AGO_DAY, day(-365)],
      never: [EVER, LONG_AGO_DAY],
    }),
  ];
}

/** The windows of a filter. */
export function chosenWindows(filter: ServerFilter, now: Date): Window[] {
  return allWindows(now)
    .filter(({ field, value }) => filter[field] === value)
    .map(({ window }) => window);
}

const DAY_MS = 86_400_000;
const EVER = "-infinity";
const NEVER = "infinity";
/** Before anything that was ever seen, and after "never", which is -infinity. */
const LONG_AGO = "0001-01-01T00:00:00Z";
const LONG_AGO_DAY = "0001-01-01";
