import { IMPACTS } from "../../inventory/impact.ts";
import { CRITICALITIES, ENVIRONMENTS } from "../../inventory/model.ts";
import { answerProblems } from "./answer-problems.ts";
import { fits, type RequestSubject } from "./choose-rule.ts";
import {
  type ApprovalPolicy,
  type ApprovalRule,
  type ApproverSource,
  type EscalationSource,
  REQUEST_KINDS,
  type RuleScope,
} from "./policy-document.ts";

/** What a document refers to, as it is now. */
export interface KnownApprovers {
  /** Active people by the id of each group that is there. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** Active people by role. */
  roles: ReadonlyMap<string, readonly string[]>;
  /** Named people who are active. */
  people: ReadonlySet<string>;
}

export const GROUP_IS_GONE = "This group is gone. Choose another.";

/** What is wrong, and where: the place as a path into the document, such as `rules.2.stages.0.quorum`. */
export interface PolicyProblem {
  at: string;
  reason: string;
}

/**
 * Why a document cannot take effect: it contradicts itself, names somebody who is gone, or leaves something without
 * people to answer. Empty when it can.
 */
export function policyProblems(policy: ApprovalPolicy, known: KnownApprovers): PolicyProblem[] {
  const { rules, change, answer } = policy;
  return [
    ...repeats(rules),
    ...unreachable(rules),
    ...rules.flatMap((rule, index) => [
      ...ruleProblems(rule, `rules.${index}`),
      ...rule.stages.flatMap((stage, position) =>
        stageProblems(stage, `rules.${index}.stages.${position}`, known),
      ),
    ]),
    ...answerProblems(answer),
    ...sourceProblems(answer.escalateTo, "answer.escalateTo", known),
    ...changeProblems(change.from, known),
  ];
}

function repeats(rules: readonly ApprovalRule[]): PolicyProblem[] {
  return rules.flatMap((rule, index) => {
    const earlier = rules.slice(0, index);
    if (earlier.some(({ id }) => id === rule.id)) {
      return [{ at: `rules.${index}.id`, reason: `Another rule has the id ${rule.id} already.` }];
    }
    const isSameName = earlier.some(({ name }) => name.toLowerCase() === rule.name.toLowerCase());
    return isSameName
      ? [{ at: `rules.${index}.name`, reason: `Another rule is called “${rule.name}” already.` }]
      : [];
  });
}

/** A rule behind others that leave it nothing says one thing and means another; and the last leaves nothing over. */
function unreachable(rules: readonly ApprovalRule[]): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  for (const [index, { name, when }] of rules.entries()) {
    const earlier = rules.slice(0, index);
    const isReached = subjectsOf(when).some((subject) => !earlier.some((rule) => fits(rule.when, subject)));
    if (isReached) continue;
    found.push({
      at: `rules.${index}.when`,
      reason: `“${name}” never applies: the rules above it take everything that it is for. Move it up, or remove it.`,
    });
  }
  const last = rules.at(-1);
  if (last !== undefined && !isForEverything(last.when)) {
    found.push({
      at: `rules.${rules.length - 1}.when`,
      reason:
        "The last rule must be for everything that no rule above is for, or some requests would have no path.",
    });
  }
  return found;
}

function isForEverything(when: RuleScope): boolean {
  return Object.values(when).every((list) => list.length === 0);
}

/**
 * Every kind of request that a rule is for, each with as few data classes as the rule wants: whatever has more of them
 * is taken by at least the same rules.
 */
function subjectsOf(when: RuleScope): RequestSubject[] {
  const classes = when.dataClasses.length === 0 ? [[]] : when.dataClasses.map((one) => [one]);
  const subjects: RequestSubject[] = [];
  for (const kind of some(when.kinds, REQUEST_KINDS)) {
    for (const impact of some(when.impacts, IMPACTS)) {
      for (const environment of some(when.environments, ENVIRONMENTS)) {
        for (const criticality of some(when.criticalities, CRITICALITIES)) {
          for (const dataClasses of classes) {
            subjects.push({ kind, impact, environment, criticality, dataClasses });
          }
        }
      }
    }
  }
  return subjects;
}

function some<Value>(chosen: readonly Value[], all: readonly Value[]): readonly Value[] {
  return chosen.length === 0 ? all : chosen;
}

function ruleProblems(rule: ApprovalRule, at: string): PolicyProblem[] {
  const { when, stages, isAutomatic } = rule;
  if (!isAutomatic) {
    return stages.length === 0
      ? [
          {
            at: `${at}.stages`,
            reason: "Nobody would be asked. Add a stage, or say that it is granted automatically.",
          },
        ]
      : [...repeatedStages(rule, at), ...ownersAlone(rule, at)];
  }
  if (stages.length > 0) {
    return [
      {
        at: `${at}.isAutomatic`,
        reason: "It is either granted automatically or asked of somebody, not both.",
      },
    ];
  }
  const isHarmless = when.impacts.length === 1 && when.impacts[0] === "reads";
  const isOutsideProduction = when.environments.length > 0 && !when.environments.includes("production");
  if (isHarmless && isOutsideProduction) return [];
  return [
    {
      at: `${at}.isAutomatic`,
      reason:
        "Only what just reads, outside production, can be granted automatically: name the impact “reads”, and the environments without production.",
    },
  ];
}

function repeatedStages({ stages }: ApprovalRule, at: string): PolicyProblem[] {
  return stages.flatMap(({ name }, position) =>
    stages.slice(0, position).some((earlier) => earlier.name.toLowerCase() === name.toLowerCase())
      ? [
          {
            at: `${at}.stages.${position}.name`,
            reason: `Another stage of this rule is called “${name}” already.`,
          },
        ]
      : [],
  );
}

const OWNERS: ReadonlySet<string> = new Set(["owner", "backup_owner"]);

/** An owner answers for a server in production, but never alone (separation of duties). */
function ownersAlone({ when, stages, needsDistinctPeople }: ApprovalRule, at: string): PolicyProblem[] {
  const isForProduction = when.environments.length === 0 || when.environments.includes("production");
  const ownersIn = ({ from }: { from: readonly ApproverSource[] }) =>
    new Set(from.flatMap(({ kind }) => (OWNERS.has(kind) ? [kind] : [])));
  const wanted = stages.reduce((sum, { quorum }) => sum + quorum, 0);
  const owners = new Set(stages.flatMap((stage) => [...ownersIn(stage)]));
  // Two people at most, so that each stage has enough of them, and all stages together, says it all.
  const isFilledByOwners =
    stages.every((stage) => ownersIn(stage).size >= stage.quorum) &&
    (!needsDistinctPeople || wanted <= owners.size);
  const asksOnlyOwners = stages.every(({ from }) => from.every(({ kind }) => OWNERS.has(kind)));
  if (!isForProduction || !(isFilledByOwners || asksOnlyOwners)) return [];
  return [
    {
      at: `${at}.stages`,
      reason:
        "In production the server's owners cannot be the only ones to approve. Add a stage that asks somebody else.",
    },
  ];
}

function stageProblems(
  { from, quorum }: { from: readonly ApproverSource[]; quorum: number },
  at: string,
  known: KnownApprovers,
): PolicyProblem[] {
  const problems = sourceProblems(from, `${at}.from`, known);
  if (problems.length > 0) return problems;
  const most = mostPeople(from, known);
  if (most >= quorum) return [];
  return [
    {
      at: `${at}.quorum`,
      reason: `This stage wants ${quorum} to approve, and there ${most === 1 ? "is 1 person" : `are ${most} people`} at most to ask.`,
    },
  ];
}

/** Sources that are gone, stand for nobody, or are named twice. */
export function sourceProblems(
  from: readonly (ApproverSource | EscalationSource)[],
  at: string,
  known: KnownApprovers,
): PolicyProblem[] {
  return from.flatMap((source, index) => {
    const reason = sourceProblem(source, known);
    const isRepeated = from.slice(0, index).some((earlier) => sourceKey(earlier) === sourceKey(source));
    if (isRepeated) return [{ at: `${at}.${index}`, reason: "This is named twice." }];
    return reason === null ? [] : [{ at: `${at}.${index}`, reason }];
  });
}

function sourceProblem(source: ApproverSource | EscalationSource, known: KnownApprovers): string | null {
  if (source.kind === "group") {
    const members = known.groups.get(source.groupId);
    if (members === undefined) return GROUP_IS_GONE;
    return members.length === 0 ? "Nobody active is in this group, so nobody could answer." : null;
  }
  if (source.kind === "person" && !known.people.has(source.userId)) {
    return "This person has left or was deactivated. Choose somebody else.";
  }
  if (source.kind === "role" && (known.roles.get(source.role) ?? []).length === 0) {
    return `Nobody active has the role ${source.role}, so nobody could answer.`;
  }
  return null;
}

/** A change is approved by somebody who did not edit it, so one person alone is not enough. */
function changeProblems(from: readonly ApproverSource[], known: KnownApprovers): PolicyProblem[] {
  const problems = sourceProblems(from, "change.from", known);
  if (problems.length > 0) return problems;
  const own = from.findIndex(({ kind }) => kind === "owner" || kind === "backup_owner" || kind === "manager");
  if (own !== -1) {
    return [
      { at: `change.from.${own}`, reason: "A policy belongs to no server, so it has no owner to ask." },
    ];
  }
  if (mostPeople(from, known) >= 2) return [];
  return [
    {
      at: "change.from",
      reason:
        "Only one person could answer, and whoever edits a policy cannot approve it: it could never be changed again.",
    },
  ];
}

/** Named people counted once; an owner, a backup owner and a manager as one person each, who may be somebody else. */
function mostPeople(from: readonly ApproverSource[], known: KnownApprovers): number {
  const named = new Set<string>();
  let unnamed = 0;
  for (const source of from) {
    if (source.kind === "role") for (const id of known.roles.get(source.role) ?? []) named.add(id);
    else if (source.kind === "group") for (const id of known.groups.get(source.groupId) ?? []) named.add(id);
    else if (source.kind === "person") named.add(source.userId);
    else unnamed += 1;
  }
  return named.size + unnamed;
}

/** The same for two sources that are the same people. */
export function sourceKey(source: ApproverSource | EscalationSource): string {
  if (source.kind === "role") return `role:${source.role}`;
  if (source.kind === "group") return `group:${source.groupId}`;
  if (source.kind === "person") return `person:${source.userId}`;
  return source.kind;
}
