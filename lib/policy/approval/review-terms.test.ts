import { describe, expect, it } from "vitest";
import { cadenceProblems } from "./review-problems.ts";
import { CADENCE_SUBJECTS, cadenceDays, type ReviewCadence, STARTING_CADENCE } from "./review-terms.ts";
import { cadenceWords, paceWords } from "./review-words.ts";

const ANYTHING = { environments: [], impacts: [], criticalities: [] };

const cadence = (rules: ReviewCadence["rules"], warnDays = 7): ReviewCadence => ({
  rules,
  warnDays,
  suspendAfterDays: null,
});

describe("the review cadence that Steward starts with", () => {
  it.each([
    ["production", "critical", null, 45],
    ["production", "low", "regulated", 90],
    ["staging", "critical", "reads", 90],
    ["staging", "high", "executes", 180],
    ["development", "critical", "regulated", 180],
    ["development", "critical", null, 182],
    ["development", "low", null, 365],
  ] as const)("reviews %s, %s, %s every %i days", (environment, criticality, impact, days) => {
    expect(cadenceDays(STARTING_CADENCE, { environment, criticality, impact })).toBe(days);
  });

  it("has a cadence for everything, and nothing in its way", () => {
    expect(CADENCE_SUBJECTS.filter((subject) => cadenceDays(STARTING_CADENCE, subject) === null)).toEqual([]);
    expect(cadenceProblems(STARTING_CADENCE)).toEqual([]);
  });
});

describe("a review cadence", () => {
  it("leaves out no server", () => {
    const rule = { id: "a", when: { ...ANYTHING, impacts: ["regulated" as const] }, everyDays: 30 };
    expect(cadenceProblems(cadence([rule]))).toEqual([
      { at: "reviewCadence.rules.0.when", reason: expect.stringContaining("for everything else") },
    ]);
  });

  it("has no rule that never applies, and no id twice", () => {
    const all = { id: "a", when: ANYTHING, everyDays: 90 };
    expect(cadenceProblems(cadence([all, { ...all, everyDays: 30 }]))).toEqual([
      { at: "reviewCadence.rules.1.id", reason: expect.stringContaining("the id a already") },
      { at: "reviewCadence.rules.1.when", reason: expect.stringContaining("never applies") },
    ]);
  });

  it("does not tell owners all the time", () => {
    const found = cadenceProblems(cadence([{ id: "a", when: ANYTHING, everyDays: 14 }], 14));
    expect(found).toEqual([
      { at: "reviewCadence.rules.0.everyDays", reason: expect.stringContaining("all the time") },
    ]);
  });

  it("is said in words, rule by rule", () => {
    const rules = [
      {
        id: "grave",
        when: {
          environments: ["production" as const],
          impacts: ["executes" as const, "regulated" as const],
          criticalities: ["high" as const],
        },
        everyDays: 30,
      },
      { id: "rest", when: ANYTHING, everyDays: 180 },
    ];
    expect(cadenceWords({ rules, warnDays: 1, suspendAfterDays: 30 })).toEqual([
      "Servers in production of high criticality with an enabled tool that executes something or touches a regulated system at the gravest: every 30 days.",
      "Everything else: every 180 days.",
      "Owners are told 1 day before.",
      "Overdue by 30 days, grants of what changes data, executes something or touches a regulated system are suspended until the server was reviewed.",
    ]);
  });
});

it("says which pace is noted, and what comes of it", () => {
  expect(paceWords({ minimumSeconds: { low: 0, medium: 1, high: 20 }, samplePercent: 5 })).toEqual([
    "Answers that follow the one before in less than 1 second for medium risk or 20 seconds for high risk are noted on the record.",
    "5 in a hundred of them are answered by a second reviewer too.",
  ]);
  expect(paceWords({ minimumSeconds: { low: 0, medium: 0, high: 0 }, samplePercent: 5 })).toEqual([
    "The pace of answers is not noted.",
  ]);
});
