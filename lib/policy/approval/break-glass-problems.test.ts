import { describe, expect, it } from "vitest";
import { breakGlassProblems } from "./break-glass-problems.ts";
import { approvalPolicyDocument, type BreakGlassTerms, breakGlassTerms } from "./policy-document.ts";
import type { KnownApprovers } from "./policy-problems.ts";
import { breakGlassWords } from "./policy-words.ts";
import { STARTING_POLICY } from "./starting-policy.ts";

const ON_CALL = "0198c0de-0000-7000-8000-0000000000a1";
const PERSON = "0198c0de-0000-7000-8000-0000000000b1";

const known: KnownApprovers = {
  groups: new Map([[ON_CALL, ["ann", "bob"]]]),
  roles: new Map([
    ["approver", ["ann", "cleo", "dan"]],
    ["admin", ["ann", "cleo"]],
    ["member", []],
  ]),
  people: new Set([PERSON]),
};

const TERMS: BreakGlassTerms = {
  from: [{ kind: "group", groupId: ON_CALL }],
  hoursMax: 8,
  needsStepUp: true,
  impacts: ["changes_data"],
  environments: ["production"],
  reviewFrom: [{ kind: "role", role: "approver" }],
  reviewWithinHours: 12,
};

describe("the terms for breaking glass", () => {
  it("are off unless a document says otherwise, in documents of before too", () => {
    const { breakGlass: _, ...before } = STARTING_POLICY;
    expect(approvalPolicyDocument.parse(before).breakGlass).toBeNull();
    expect(breakGlassProblems(null, known)).toEqual([]);
  });

  it("are accepted where two others can review every use", () => {
    expect(breakGlassProblems(TERMS, known)).toEqual([]);
  });

  it.each([0, 25, 1.5])("never last %d hours", (hoursMax) => {
    expect(breakGlassTerms.safeParse({ ...TERMS, hoursMax }).success).toBe(false);
    expect(breakGlassTerms.safeParse({ ...TERMS, reviewWithinHours: hoursMax }).success).toBe(false);
  });

  it.each<[string, Partial<BreakGlassTerms>, string]>([
    ["a group that is gone", { from: [{ kind: "group", groupId: PERSON }] }, "breakGlass.from.0"],
    ["a role that nobody has", { reviewFrom: [{ kind: "role", role: "member" }] }, "breakGlass.reviewFrom.0"],
    ["whoever owns the server", { from: [{ kind: "owner" }] }, "breakGlass.from.0"],
    [
      "too few to review for one of those who may",
      { reviewFrom: [{ kind: "role", role: "admin" }] },
      "breakGlass.reviewFrom",
    ],
    ["a single reviewer", { reviewFrom: [{ kind: "person", userId: PERSON }] }, "breakGlass.reviewFrom"],
  ])("are refused at the line for %s", (_what, change, at) => {
    expect(breakGlassProblems({ ...TERMS, ...change }, known).map((problem) => problem.at)).toEqual([at]);
  });

  it("are said in words", () => {
    const names = { groups: new Map([[ON_CALL, "On call"]]), people: new Map() };
    expect(breakGlassWords(TERMS, names)).toEqual([
      "Allowed to people of the group On call, with a fresh sign-in.",
      "For enabling tools or giving a consumer access that changes data in production, at most 8 hours.",
      "Reviewed within 12 hours by two of those skipped or of people with the role approver; otherwise cut.",
    ]);
    expect(breakGlassWords(null, names)).toEqual(["Off: nobody may have something at once."]);
  });
});
