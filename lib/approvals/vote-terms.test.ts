import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approvedDays, voteProblems } from "./vote-terms.ts";

const APPROVAL = { decision: "approve", reason: "Looked at it." } as const;

describe("how long what is approved lasts", () => {
  it("is the shortest that anybody gave, whatever the order, and never more than was asked", () => {
    const votes = fc.array(fc.record({ durationDays: fc.option(fc.integer({ min: 1, max: 365 })) }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 }), votes, (durationDays, decisions) => {
        const days = approvedDays({ durationDays, decisions });
        expect(days).toBeLessThanOrEqual(durationDays);
        expect(approvedDays({ durationDays, decisions: decisions.toReversed() })).toBe(days);
        expect([durationDays, ...decisions.map((vote) => vote.durationDays)]).toContain(days);
      }),
    );
  });

  it("never grows with another answer that is let through", () => {
    const asked = fc.integer({ min: 1, max: 365 });
    fc.assert(
      fc.property(asked, fc.array(asked), (durationDays, wishes) => {
        const decisions: { durationDays: number }[] = [];
        for (const wish of wishes) {
          const days = approvedDays({ durationDays, decisions });
          const problems = voteProblems({ ...APPROVAL, durationDays: wish }, { needsReason: true, days });
          expect(Object.keys(problems)).toEqual(wish > days ? ["durationDays"] : []);
          if (wish <= days) decisions.push({ durationDays: wish });
          expect(approvedDays({ durationDays, decisions })).toBeLessThanOrEqual(days);
        }
      }),
    );
  });
});

describe("a reason", () => {
  it.each([
    ["approve", true, "", true],
    ["approve", true, "ok", true],
    ["approve", true, "Fine by me.", false],
    ["approve", false, "", false],
    ["reject", false, "", true],
    ["reject", true, "", true],
    ["reject", false, "Too broad.", false],
  ] as const)(
    "to %s, where the stage asks for one: %s, given “%s”: missing is %s",
    (decision, needsReason, reason, isMissing) => {
      const problems = voteProblems({ decision, reason }, { needsReason, days: 30 });
      expect("reason" in problems).toBe(isMissing);
    },
  );

  it.each([
    [9, true],
    [10, false],
    [30, false],
  ])(
    "an answer of %s days, where ten are the fewest that change anything, is refused: %s",
    (durationDays, isRefused) => {
      const problems = voteProblems(
        { ...APPROVAL, durationDays },
        { needsReason: true, days: 30, fewest: 10 },
      );
      expect("durationDays" in problems).toBe(isRefused);
    },
  );

  it("comes without a duration where it rejects", () => {
    const vote = { decision: "reject", reason: "Too broad.", durationDays: 5 } as const;
    expect(voteProblems(vote, { needsReason: true, days: 30 })).toHaveProperty("durationDays");
  });
});
