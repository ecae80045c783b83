import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IMPACTS } from "../../inventory/impact.ts";
import { CRITICALITIES, DATA_CLASSES, ENVIRONMENTS } from "../../inventory/model.ts";
import { chooseRule } from "./choose-rule.ts";
import {
  type ApprovalPolicy,
  type ApprovalRule,
  approvalPolicyDocument,
  REQUEST_KINDS,
} from "./policy-document.ts";
import { type KnownApprovers, policyProblems } from "./policy-problems.ts";
import { STARTING_POLICY } from "./starting-policy.ts";

const GROUP = "01900000-0000-7000-8000-000000000001";
const GONE = "01900000-0000-7000-8000-000000000002";
const PERSON = "01900000-0000-7000-8000-000000000003";

const known: KnownApprovers = {
  groups: new Map([[GROUP, ["s1", "s2"]]]),
  roles: new Map([
    ["admin", ["a1", "a2"]],
    ["approver", ["p1", "p2"]],
  ]),
  people: new Set([PERSON]),
};

const [HIGH, REST] = STARTING_POLICY.rules as [ApprovalRule, ApprovalRule];

function answering(answer: Partial<ApprovalPolicy["answer"]>): ApprovalPolicy {
  return { ...STARTING_POLICY, answer: { ...STARTING_POLICY.answer, ...answer } };
}

function withRule(change: Partial<ApprovalRule>, when: Partial<ApprovalRule["when"]> = {}): ApprovalPolicy {
  const rule = { ...HIGH, ...change, when: { ...HIGH.when, ...when } };
  return { ...STARTING_POLICY, rules: [rule, REST] };
}

function withStage(change: Partial<ApprovalRule["stages"][number]>): ApprovalPolicy {
  return withRule({ stages: [{ ...(HIGH.stages[0] ?? expect.fail()), ...change }] });
}

const READS_OUTSIDE = {
  kinds: ["enable_tools" as const, "give_access" as const],
  impacts: ["reads" as const],
  environments: ["development" as const, "staging" as const],
};

describe("a policy that cannot take effect says why, at the line", () => {
  const cases: [string, ApprovalPolicy, string, RegExp][] = [
    [
      "a group that is gone",
      withStage({ from: [{ kind: "group", groupId: GONE }] }),
      "rules.0.stages.0.from.0",
      /group is gone/,
    ],
    [
      "a person who left",
      withStage({ from: [{ kind: "person", userId: GONE }] }),
      "rules.0.stages.0.from.0",
      /has left/,
    ],
    [
      "a role that nobody has",
      withStage({ from: [{ kind: "role", role: "member" }] }),
      "rules.0.stages.0.from.0",
      /Nobody active has the role member/,
    ],
    ["more approvals than people", withStage({ quorum: 3 }), "rules.0.stages.0.quorum", /2 people at most/],
    [
      "more approvals than managers",
      withStage({ from: [{ kind: "manager" }], quorum: 2 }),
      "rules.0.stages.0.quorum",
      /1 person at most/,
    ],
    [
      "owners alone in production",
      withStage({ from: [{ kind: "owner" }, { kind: "backup_owner" }] }),
      "rules.0.stages",
      /cannot be the only ones/,
    ],
    [
      "an owner or an approver, whoever is first, in production",
      withStage({ from: [{ kind: "owner" }, { kind: "role", role: "approver" }] }),
      "rules.0.stages",
      /cannot be the only ones/,
    ],
    [
      "stages that one owner could fill one after the other",
      withRule({
        needsDistinctPeople: false,
        stages: ["One", "Two"].map((name) => ({
          ...(HIGH.stages[0] ?? expect.fail()),
          name,
          from: [{ kind: "owner" as const }, { kind: "role" as const, role: "approver" as const }],
        })),
      }),
      "rules.0.stages",
      /cannot be the only ones/,
    ],
    [
      "nobody asked, and not said to be automatic",
      withRule({ stages: [] }),
      "rules.0.stages",
      /Nobody would/,
    ],
    [
      "automatic in production",
      withRule({ stages: [], isAutomatic: true }, { ...READS_OUTSIDE, environments: ["production"] }),
      "rules.0.isAutomatic",
      /Only what just reads/,
    ],
    [
      "automatic for more than reading",
      withRule({ stages: [], isAutomatic: true }, { ...READS_OUTSIDE, impacts: ["reads", "executes"] }),
      "rules.0.isAutomatic",
      /Only what just reads/,
    ],
    [
      "automatic and asked",
      withRule({ isAutomatic: true }, READS_OUTSIDE),
      "rules.0.isAutomatic",
      /not both/,
    ],
    [
      "a rule behind one that takes all of it",
      { ...STARTING_POLICY, rules: [HIGH, { ...HIGH, id: "again", name: "Again" }, REST] },
      "rules.1.when",
      /never applies/,
    ],
    [
      "nothing for the rest",
      { ...STARTING_POLICY, rules: [HIGH] },
      "rules.0.when",
      /some requests would have no path/,
    ],
    [
      "two rules of one id",
      { ...STARTING_POLICY, rules: [HIGH, { ...REST, id: HIGH.id }] },
      "rules.1.id",
      /already/,
    ],
    [
      "a source named twice",
      withStage({
        from: [
          { kind: "group", groupId: GROUP },
          { kind: "group", groupId: GROUP },
        ],
      }),
      "rules.0.stages.0.from.1",
      /twice/,
    ],
    [
      "a change that one person would have to approve alone",
      { ...STARTING_POLICY, change: { from: [{ kind: "person", userId: PERSON }], needsStepUp: false } },
      "change.from",
      /never be changed again/,
    ],
    [
      "a change that asks an owner",
      { ...STARTING_POLICY, change: { from: [{ kind: "owner" }], needsStepUp: false } },
      "change.from.0",
      /no server/,
    ],
    [
      "a reminder after the end",
      answering({ remindAfterDays: 10 }),
      "answer.remindAfterDays",
      /never be sent/,
    ],
    [
      "others asked after the end",
      answering({ escalateAfterDays: 10, escalateTo: [{ kind: "manager" }] }),
      "answer.escalateAfterDays",
      /never be asked/,
    ],
    ["nobody to turn to", answering({ escalateAfterDays: 3 }), "answer.escalateTo", /Say who is asked/],
    [
      "others without a day",
      answering({ escalateTo: [{ kind: "asked_managers" }] }),
      "answer.escalateAfterDays",
      /how many working days/,
    ],
    [
      "others who are gone",
      answering({ escalateAfterDays: 3, escalateTo: [{ kind: "group", groupId: "gone" }] }),
      "answer.escalateTo.0",
      /gone/,
    ],
  ];
  it.each(cases)("%s", (_name, policy, at, reason) => {
    expect(policyProblems(policy, known)).toEqual([{ at, reason: expect.stringMatching(reason) }]);
  });

  it("and one that can has none", () => {
    const escalateTo = [{ kind: "asked_managers" as const }, { kind: "group" as const, groupId: GROUP }];
    const followed = answering({ remindAfterDays: 2, escalateAfterDays: 5, escalateTo });
    expect(policyProblems(followed, known)).toEqual([]);
    const answer = { withinDays: 10 };
    expect(approvalPolicyDocument.parse({ ...STARTING_POLICY, answer })).toEqual(STARTING_POLICY);
    expect(policyProblems(STARTING_POLICY, known)).toEqual([]);
    expect(policyProblems(withRule({ stages: [], isAutomatic: true }, READS_OUTSIDE), known)).toEqual([]);
    expect(approvalPolicyDocument.parse(STARTING_POLICY)).toEqual(STARTING_POLICY);
  });
});

const subset = <Value>(values: readonly Value[]) => fc.subarray([...values]);
const arbitraryWhen = fc.record({
  kinds: subset(REQUEST_KINDS),
  impacts: subset(IMPACTS),
  environments: subset(ENVIRONMENTS),
  dataClasses: subset(DATA_CLASSES),
  criticalities: subset(CRITICALITIES),
});
const arbitrarySubject = fc.record({
  kind: fc.constantFrom(...REQUEST_KINDS),
  impact: fc.constantFrom(...IMPACTS),
  environment: fc.constantFrom(...ENVIRONMENTS),
  dataClasses: subset(DATA_CLASSES),
  criticality: fc.constantFrom(...CRITICALITIES),
});

describe("whatever the rules", () => {
  it("each request has a path, and one that only the first rule of its kind gives", () => {
    fc.assert(
      fc.property(fc.array(arbitraryWhen, { maxLength: 6 }), arbitrarySubject, (whens, subject) => {
        const rules = [
          ...whens.map((when, index) => ({ ...HIGH, id: `rule-${index}`, name: `Rule ${index}`, when })),
          REST,
        ];
        const policy = { ...STARTING_POLICY, rules };
        const isSound = policyProblems(policy, known).length === 0;
        fc.pre(isSound);
        const chosen = chooseRule(policy, subject);
        expect(chosen).not.toBeNull();
        expect(chosen?.stages.length).toBeGreaterThan(0);
      }),
      { numRuns: 300, maxSkipsPerRun: 1_000 },
    );
  });

  it("a rule said never to apply is chosen for nothing", () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryWhen, { minLength: 1, maxLength: 5 }),
        fc.array(arbitrarySubject, { minLength: 20, maxLength: 20 }),
        (whens, subjects) => {
          const rules = [
            ...whens.map((when, index) => ({ ...HIGH, id: `rule-${index}`, name: `Rule ${index}`, when })),
            REST,
          ];
          const policy = { ...STARTING_POLICY, rules };
          const dead = policyProblems(policy, known).flatMap(({ at, reason }) =>
            reason.includes("never applies") ? [rules[Number(at.split(".")[1])]?.id] : [],
          );
          for (const subject of subjects) expect(dead).not.toContain(chooseRule(policy, subject)?.id);
        },
      ),
      { numRuns: 300 },
    );
  });
});
