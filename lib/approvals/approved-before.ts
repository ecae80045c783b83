import type { ApprovedBeforeRow } from "./approved-before-store.ts";
import { approvedDays } from "./vote-terms.ts";

/** An approval that gave less time than was asked for. */
export interface Shortened {
  requestId: string;
  /** What it granted, of what is asked for again. */
  names: string[];
  /** Who gave that little. */
  by: string[];
  askedDays: number;
  approvedDays: number;
  /** ISO 8601. */
  at: string;
}

/** Where approvers gave less time than was asked for what is to go on, by the request before. */
export function shortenedBefore(rows: readonly ApprovedBeforeRow[]): Shortened[] {
  const byRequest = Map.groupBy(rows, ({ request }) => request.id);
  return [...byRequest].flatMap(([requestId, grants]) => {
    const request = grants[0]?.request;
    if (request === undefined) return [];
    const days = approvedDays(request);
    const given = request.decisions.filter(({ durationDays }) => durationDays === days);
    const last = given.at(-1);
    if (last === undefined || days >= request.durationDays) return [];
    return [
      {
        requestId,
        names: grants.map(({ name }) => name),
        by: given.map(({ decider }) => decider.name),
        askedDays: request.durationDays,
        approvedDays: days,
        at: last.decidedAt.toISOString(),
      },
    ];
  });
}

const DAY_MS = 86_400_000;

/**
 * For how many days to ask again at first: what was last approved, the least of several that still makes all of them
 * last longer. Null where nothing was approved before.
 */
export function daysApprovedLast(
  rows: readonly ApprovedBeforeRow[],
  grants: readonly { expiresAt: Date }[],
  now: Date,
): number | null {
  const given = rows.map(({ request }) => approvedDays(request)).toSorted((one, other) => one - other);
  const remaining = Math.max(
    0,
    ...grants.map(({ expiresAt }) => (expiresAt.getTime() - now.getTime()) / DAY_MS),
  );
  return given.find((days) => days > remaining) ?? given.at(-1) ?? null;
}
