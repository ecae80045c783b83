import type { EndWindow } from "./list-input.ts";

const DAY_MS = 86_400_000;

/** From when, and before when, a grant ends to be in this window and before that moment; null for no bound. */
export function endRange(
  { window, endsBefore }: { window?: EndWindow | undefined; endsBefore?: string | undefined },
  now: Date,
): { from: Date | null; until: Date | null } {
  const range = rangeOf(window, now);
  if (endsBefore === undefined) return range;
  const until = new Date(endsBefore);
  return { ...range, until: range.until === null || until < range.until ? until : range.until };
}

function rangeOf(window: EndWindow | undefined, now: Date): { from: Date | null; until: Date | null } {
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
  switch (window) {
    case "7d":
      return { from: now, until: inDays(7) };
    case "30d":
      return { from: now, until: inDays(30) };
    case "90d":
      return { from: now, until: inDays(90) };
    case "later":
      return { from: inDays(90), until: null };
    case undefined:
      return { from: null, until: null };
  }
}
