import { type FacetField, SERVER_FACET_FIELDS, type ServerFilter } from "./server-list-input.ts";

/** What one field asks: any of these values. */
export interface FacetGroup {
  field: FacetField;
  values: readonly string[];
}

/** The fields in which something is chosen, each value once. */
export function chosenFacets(filter: ServerFilter): FacetGroup[] {
  return SERVER_FACET_FIELDS.flatMap((field) => {
    const values = [...new Set<string>(filter[field])];
    return values.length === 0 ? [] : [{ field, values }];
  });
}

/** A facet as it stands in a server's row. */
export function facetToken(field: string, value: string): string {
  return `${field}:${value}`;
}

/** Fields of which a server has one value, so that counts of several values add up. */
const ONE_EACH: ReadonlySet<FacetField> = new Set([
  "environment",
  "state",
  "criticality",
  "transport",
  "team",
  "serverRoleId",
  "packageRegistry",
  "severity",
]);

/** Whether the counts of these values, added up, are the count of servers that have any of them. */
export function addsUp({ field, values }: FacetGroup): boolean {
  return values.length === 1 || ONE_EACH.has(field);
}

/** A range of a column: from the first moment or day on, before the second; null is without end. */
export interface Window {
  column: "soonest_expiry" | "last_seen_at" | "next_review_on";
  from: string;
  before: string | null;
}

const DAY_MS = 86_400_000;
const EVER = "-infinity";
const NEVER = "infinity";

/** The windows of a filter as ranges of time; days are UTC. */
export function chosenWindows(filter: ServerFilter, now: Date): Window[] {
  const at = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString();
  const day = (days: number) => at(days).slice(0, 10);
  const windows: Window[] = [];
  const { expiry, lastSeen, review } = filter;
  if (expiry !== undefined) {
    const ranges = {
      expired: [EVER, at(0)],
      "7d": [at(0), at(7)],
      "30d": [at(0), at(30)],
      "90d": [at(0), at(90)],
      none: [NEVER, null],
    } as const;
    const [from, before] = ranges[expiry];
    windows.push({ column: "soonest_expiry", from, before });
  }
  if (lastSeen !== undefined) {
    const ranges = {
      "7d": [at(-7), null],
      "30d": [at(-30), null],
      // Never seen is another answer than long ago.
      over30d: [LONG_AGO, at(-30)],
      over90d: [LONG_AGO, at(-90)],
      never: [EVER, LONG_AGO],
    } as const;
    const [from, before] = ranges[lastSeen];
    windows.push({ column: "last_seen_at", from, before });
  }
  if (review !== undefined) {
    const ranges = { overdue: [EVER, day(0)], "30d": [day(0), day(31)], "90d": [day(0), day(91)] } as const;
    const [from, before] = ranges[review];
    windows.push({ column: "next_review_on", from, before });
  }
  return windows;
}

/** Before anything that was ever seen, and after "never", which is -infinity. */
const LONG_AGO = "0001-01-01T00:00:00Z";
