import { describe, expect, it } from "vitest";
import type { ApprovalRule } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { type GivenPath, type GivenStage, shortfalls } from "./shortfalls.ts";

const NAMES = { groups: new Map([["0b0e7c9e-0000-4000-8000-000000000001", "Security"]]), people: new Map() };
const APPROVERS = { kind: "role", role: "approver" } as const;
const SECURITY = { kind: "group", groupId: "0b0e7c9e-0000-4000-8000-000000000001" } as const;
const stage: GivenStage = { name: "Risk approval", quorum: 1, from: [APPROVERS], needsStepUp: false };
const given: GivenPath = { stages: [stage], needsDistinctPeople: true, durationDays: 90 };
// The starting policy has a first rule with one stage.
const rule = STARTING_POLICY.rules[0] as ApprovalRule;
const wanted = { ...stage, from: [APPROVERS], needsReason: true };

describe("what a rule would want beyond a path", () => {
  it.each<[string, GivenPath, Partial<ApprovalRule>, string[]]>([
    ["nothing, of the path that it describes", given, {}, []],
    [
      "one more approval",
      given,
      { stages: [{ ...wanted, quorum: 2 }] },
      ["The stage “Risk approval” would want 2 to approve rather than 1."],
    ],
    ["nothing, where it wants fewer", { ...given, stages: [{ ...stage, quorum: 2 }] }, {}, []],
    [
      "one more stage",
      given,
      { stages: [wanted, { ...wanted, name: "Security", from: [SECURITY], quorum: 2 }] },
      ["It would also want the stage “Security”: 2 people of the group Security."],
    ],
    [
      "other people",
      given,
      { stages: [{ ...wanted, from: [SECURITY] }] },
      [
        "The stage “Risk approval” would ask 1 person of the group Security, and 1 person with the role approver was asked.",
      ],
    ],
    [
      "nothing, where more people may answer",
      given,
      { stages: [{ ...wanted, from: [APPROVERS, SECURITY] }] },
      [],
    ],
    [
      "a fresh sign-in",
      given,
      { stages: [{ ...wanted, needsStepUp: true }] },
      ["The stage “Risk approval” would want a fresh sign-in."],
    ],
    ["fewer days", given, { daysMax: 30 }, ["It is for 90 days, and would be for 30 at most."]],
    [
      "somebody, where nobody was asked",
      { ...given, stages: [] },
      {},
      ["It would also want the stage “Risk approval”: 1 person with the role approver."],
    ],
    [
      "somebody, where nobody knows",
      { ...given, stages: null },
      {},
      ["Nobody approved it here, and somebody would have to."],
    ],
    [
      "different people",
      { ...given, stages: [stage, stage], needsDistinctPeople: false },
      { stages: [wanted, wanted] },
      ["Different people would have to approve in each stage."],
    ],
    ["nothing but days, where nobody is asked", given, { isAutomatic: true, stages: [], daysMax: 90 }, []],
  ])("%s", (_, path, change, reasons) => {
    expect(shortfalls(path, { ...rule, ...change }, NAMES)).toEqual(reasons);
  });
});
