import { describe, expect, it } from "vitest";
import { committedMatrix, printMatrix } from "#tests/print-matrix.ts";
import { CANDIDATE_ACTIONS, CANDIDATE_STATES, decideCandidate } from "./model.ts";

describe("the life of a candidate", () => {
  it("is the one that was agreed", () => {
    const printed = printMatrix(CANDIDATE_STATES, CANDIDATE_ACTIONS, (state, action) => {
      const verdict = decideCandidate(
        state as (typeof CANDIDATE_STATES)[number],
        action as (typeof CANDIDATE_ACTIONS)[number],
      );
      return verdict.ok ? verdict.next : "-";
    });
    expect(printed).toBe(committedMatrix("candidate", printed));
  });

  it("says why whatever it refuses", () => {
    for (const state of CANDIDATE_STATES) {
      for (const action of CANDIDATE_ACTIONS) {
        const verdict = decideCandidate(state, action);
        if (!verdict.ok) expect(verdict.reason).toMatch(/^This candidate is .+\. .+\.$/);
      }
    }
  });
});
