import { describe, expect, it } from "vitest";
import { doneAt, paceOf, reviewerStanding, withEmptyDays } from "./progress.ts";

const NOW = new Date("2026-03-31T12:00:00.000Z");
const days = [
  { day: "2026-03-27", answers: 60 },
  { day: "2026-03-30", answers: 10 },
];

describe("how a review is coming along", () => {
  it("shows days on which nobody answered", () => {
    expect(withEmptyDays(days, NOW).map(({ answers }) => answers)).toEqual([60, 0, 0, 10, 0]);
    expect(withEmptyDays([], NOW)).toEqual([]);
  });

  it("takes the pace over a week, or over what there was of it", () => {
    expect(paceOf(days, new Date("2026-01-01"), NOW)).toBe(10);
    expect(paceOf(days, new Date("2026-03-27T12:00:00.000Z"), NOW)).toBe(17.5);
    expect(paceOf([{ day: "2026-03-01", answers: 500 }], new Date("2026-03-01"), NOW)).toBe(0);
    expect(paceOf([{ day: "2026-03-31", answers: 5 }], NOW, NOW)).toBe(5);
  });

  it("says when it would be done, and nothing when nobody answers", () => {
    expect(doneAt(100, 10, NOW)?.toISOString()).toBe("2026-04-10T12:00:00.000Z");
    expect(doneAt(100, 0, NOW)).toBeNull();
    expect(doneAt(1_000_000, 0.1, NOW)).toBeNull();
    expect(doneAt(0, 0, NOW)).toEqual(NOW);
  });

  it.each([
    [{ open: 0, answered: 3 }, true, "done"],
    [{ open: 2, answered: 3 }, true, "late"],
    [{ open: 2, answered: 0 }, false, "not_begun"],
    [{ open: 2, answered: 1 }, false, "at_it"],
  ] as const)("of a reviewer with %o says, late: %s, %s", (items, isLate, standing) => {
    expect(reviewerStanding(items, isLate)).toBe(standing);
  });
});
