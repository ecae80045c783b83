import { describe, expect, it } from "vitest";
import { daysApprovedLast, shortenedBefore } from "./approved-before.ts";
import type { ApprovedBeforeRow } from "./approved-before-store.ts";

const now = new Date("2026-11-30T12:00:00Z");
const inDays = (days: number) => ({ expiresAt: new Date(now.getTime() + days * 86_400_000) });
const vote = (name: string, durationDays: number | null) => ({
  durationDays,
  decidedAt: now,
  decider: { name },
});
const row = (name: string, requestId: string, asked: number, votes: ReturnType<typeof vote>[]) =>
  ({
    grantId: name,
    name,
    request: { id: requestId, durationDays: asked, decisions: votes },
  }) satisfies ApprovedBeforeRow;

describe("what was shortened before", () => {
  it("names who gave the least, from what to what, once for each request", () => {
    const votes = [vote("Ada", 20), vote("Bea", 10), vote("Cy", 10), vote("Di", null)];
    const rows = [row("refund", "one", 30, votes), row("agent", "one", 30, votes)];
    expect(shortenedBefore(rows)).toEqual([
      {
        requestId: "one",
        names: ["refund", "agent"],
        by: ["Bea", "Cy"],
        askedDays: 30,
        approvedDays: 10,
        at: now.toISOString(),
      },
    ]);
  });

  it("is nothing where all the time was given, or nobody was asked", () => {
    const whole = row("refund", "one", 30, [vote("Ada", null), vote("Bea", 30)]);
    expect(shortenedBefore([whole, row("list", "two", 30, [])])).toEqual([]);
  });
});

describe("the days to ask for again", () => {
  it.each<[string, [number, number][], number, number | null]>([
    ["are what was last approved", [[30, 10]], 4, 10],
    [
      "are the least of several",
      [
        [30, 10],
        [60, 60],
      ],
      4,
      10,
    ],
    [
      "are enough to make all of them last longer",
      [
        [30, 10],
        [60, 60],
      ],
      40,
      60,
    ],
    ["are the most there was, where none is enough", [[30, 10]], 40, 10],
    ["are none where nothing was approved before", [], 4, null],
  ])("%s", (_what, approvals, remaining, expected) => {
    const rows = approvals.map(([asked, given], at) => row("x", String(at), asked, [vote("Ada", given)]));
    expect(daysApprovedLast(rows, [inDays(remaining)], now)).toBe(expected);
  });
});
