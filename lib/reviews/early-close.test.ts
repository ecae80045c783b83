import { describe, expect, it } from "vitest";
import { decideEarly, skippedInWords } from "./early-close.ts";

const skipped = { stage: 1, stages: 3, stageEndsAt: "2026-01-01T00:00:00.000Z", waiting: 41, secondLooks: 3 };

describe("what a close skips is said", () => {
  it.each([
    [{}, "Stages 2 to 3 have not begun; 41 things wait for an answer, 3 for a second look."],
    [{ stages: 2 }, "Stage 2 of 2 has not begun; 41 things wait for an answer, 3 for a second look."],
    [{ stages: 1, secondLooks: 0 }, "41 things wait for an answer."],
    [{ stages: 1, waiting: 1, secondLooks: 1 }, "1 thing waits for an answer, 1 for a second look."],
    [{ stages: 1, waiting: 0 }, "3 things wait for a second look."],
    [{ stages: 2, waiting: 0, secondLooks: 0 }, "Stage 2 of 2 has not begun."],
  ])("%j: %s", (parts, words) => {
    expect(skippedInWords({ ...skipped, ...parts })).toBe(words);
  });

  it("of a review that is over, as it was then", () => {
    expect(skippedInWords({ ...skipped, stages: 2, waiting: 1 }, "past")).toBe(
      "Stage 2 of 2 had not begun; 1 thing waited for an answer, 3 for a second look.",
    );
  });
});

describe("a reason is asked for", () => {
  it.each([
    [undefined, false],
    ["", false],
    ["   too short   ", false],
    ["long enough", true],
  ])("%j where something is skipped: %s", (reason, isFine) => {
    expect(decideEarly(skipped, reason).ok).toBe(isFine);
  });

  it("nowhere else, and none is kept", () => {
    expect(decideEarly(null, undefined)).toEqual({ ok: true, early: null });
    expect(decideEarly(null, "It is all answered.")).toEqual({ ok: true, early: null });
  });
});
