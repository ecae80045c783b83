import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/id.ts";
import { isDrawn, isHasty, PACE_WINDOW, type PacedAnswer } from "./pace.ts";

const MINIMUM = { low: 1, medium: 2, high: 5 };
const start = Date.parse("2026-11-22T12:00:00.000Z");
const at = (seconds: number) => new Date(start + seconds * 1_000);
const answer = (openedAt: number | null, decidedAt: number): PacedAnswer => ({
  risk: "high",
  openedAt: openedAt === null ? null : at(openedAt),
  decidedAt: at(decidedAt),
});

/** Which of these are noted, each judged as it came, without those noted before it. */
function noted(answers: readonly PacedAnswer[]): number[] {
  const plausible: PacedAnswer[] = [];
  return answers.flatMap((one, index) => {
    if (isHasty([...plausible.slice(1 - PACE_WINDOW), one], MINIMUM)) return [index];
    plausible.push(one);
    return [];
  });
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("pace", () => {
  it("takes an answer that was looked at long enough, and notes one that was not", () => {
    expect(noted([answer(0, 5)])).toEqual([]);
    expect(noted([answer(0, 4.9)])).toEqual([0]);
  });

  it("takes as well who reads everything first and then answers all at once", () => {
    const read = range(10).map((index) => answer(index * 6, 60 + index));
    expect(noted(read)).toEqual([]);
  });

  it("notes who opens everything first and then answers all at once", () => {
    const leafed = range(10).map((index) => answer(index, 10 + index));
    expect(noted(leafed).length).toBeGreaterThan(4);
  });

  it("notes who opens hundreds, waits as long as a few of them need, and answers all at once", () => {
    const opened = range(200).map((index) => answer(0, 60 + index / 10));
    expect(noted(opened).length).toBeGreaterThan(150);
  });

  it("notes who leafs through a hundred, goes away for an hour, and answers all at once", () => {
    const leafed = range(100).map((index) => answer(index / 5, 3_600 + index / 10));
    expect(noted(leafed).length).toBeGreaterThan(60);
  });

  it("takes one answer that was thought about for long, whatever its minimum", () => {
    const patient = { low: 1, medium: 2, high: 600 };
    expect(isHasty([answer(0, 600)], patient)).toBe(false);
    expect(isHasty([answer(0, 599)], patient)).toBe(true);
  });

  it("lets nobody pay twice for what was noted", () => {
    const fast = range(5).map((index) => answer(index, index + 1));
    expect(noted([...fast, answer(5, 11)])).toEqual([0, 1, 2, 3, 4]);
  });

  it("counts from the answer before where nothing was opened", () => {
    expect(noted([answer(0, 10), answer(null, 12)])).toEqual([1]);
    expect(noted([answer(0, 10), answer(null, 15)])).toEqual([]);
  });

  it("never notes who takes the time for each, in whatever order they read", () => {
    const risks = fc.constantFrom("low" as const, "medium" as const, "high" as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(risks, fc.integer({ min: 0, max: 60 })), { maxLength: 30 }), (work) => {
        let clock = 0;
        const answers = work.map(([risk, idle]) => {
          const openedAt = at(clock);
          clock += MINIMUM[risk] + idle;
          return { risk, openedAt, decidedAt: at(clock) };
        });
        expect(noted(answers)).toEqual([]);
      }),
    );
  });

  it("draws about as many as it says", () => {
    const ids = range(4_000).map(() => newId());
    const drawn = ids.filter((id) => isDrawn(id, 25)).length / ids.length;
    expect(drawn).toBeGreaterThan(0.2);
    expect(drawn).toBeLessThan(0.3);
    expect(ids.some((id) => isDrawn(id, 0))).toBe(false);
    expect(ids.every((id) => isDrawn(id, 100))).toBe(true);
  });
});
