import { dayWords, either, IMPACT_WORDS } from "./plain-words.ts";
import type {
  ApprovalPolicy,
  ApprovalRule,
  ApprovalStage,
  ApproverSource,
  BreakGlassTerms,
  EscalationSource,
  RequestKind,
  RuleScope,
} from "./policy-document.ts";
import { GLASS_KINDS } from "./policy-document.ts";
import { cadenceWords, paceWords } from "./review-words.ts";

/** Names of what a document refers to by id. */
export interface ApproverNames {
  groups: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
}

const KIND_WORDS: Record<RequestKind, string> = {
  enable_tools: "enabling tools",
  give_access: "giving a consumer access",
  grant_scopes: "granting scopes",
  move_to_production: "moving a server to production",
  extend_grants: "extending what ends",
};

/** Where the people of a stage come from, in words: “people with the role approver”, “people of the group Security”. */
export function sourceWords(source: ApproverSource | EscalationSource, names: ApproverNames): string {
  switch (source.kind) {
    case "role":
    case "group":
      return `people ${belonging(source, names)}`;
    case "person":
      return names.people.get(source.userId) ?? "a person who is gone";
    case "owner":
      return "the owner";
    case "backup_owner":
      return "the backup owner";
    case "manager":
      return "the owner's manager";
    case "asked_managers":
      return "the managers of those asked";
  }
}

type ManySource = Extract<ApproverSource, { kind: "role" | "group" }>;

/** What makes somebody one of many: “with the role approver”, “of the group Security”. */
function belonging(source: ManySource, names: ApproverNames): string {
  if (source.kind === "role") return `with the role ${source.role}`;
  const name = names.groups.get(source.groupId);
  return name === undefined ? "of a group that is gone" : `of the group ${name}`;
}

/** “2 people of the group Security or with the role approver”. */
export function stageWords(
  { quorum, from }: Pick<ApprovalStage, "quorum" | "from">,
  names: ApproverNames,
): string {
  const many = from.filter((source) => source.kind === "role" || source.kind === "group");
  if (many.length === from.length) {
    const noun = quorum === 1 ? "person" : "people";
    return `${quorum} ${noun} ${either(many.map((source) => belonging(source, names)))}`;
  }
  const sources = either(from.map((source) => sourceWords(source, names)));
  return from.length === 1 && quorum === 1 ? sources : `${quorum} of ${sources}`;
}

/** The whole path: “the owner, then 2 people of the group Security”. */
export function pathWords(
  { stages, isAutomatic }: Pick<ApprovalRule, "stages" | "isAutomatic">,
  names: ApproverNames,
): string {
  if (isAutomatic) return "nobody is asked: it is granted automatically, and recorded as such";
  return stages.map((stage) => stageWords(stage, names)).join(", then ");
}

/** What a rule is for: “enabling tools that change data, in production, on a server that holds personal data (PII)”. */
export function scopeWords({ kinds, impacts, environments, dataClasses, criticalities }: RuleScope): string {
  const parts = [
    kinds.length === 0 ? "anything" : either(kinds.map((kind) => KIND_WORDS[kind])),
    impacts.length === 0 ? "" : `that ${either(impacts.map((impact) => IMPACT_WORDS[impact] ?? impact))}`,
    environments.length === 0 ? "" : `in ${either(environments)}`,
    dataClasses.length === 0 ? "" : `on a server that holds ${either(dataClasses.map(dataWords))}`,
    criticalities.length === 0 ? "" : `of ${either(criticalities)} criticality`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

const DATA_WORDS: Record<string, string> = {
  public: "public data",
  internal: "internal data",
  confidential: "confidential data",
  pii: "personal data (PII)",
  phi: "health data (PHI)",
  pci: "payment card data (PCI)",
  financial: "financial data",
};

function dataWords(name: string): string {
  return DATA_WORDS[name] ?? name.replaceAll("_", " ");
}

/** Who may break glass, for what and how long, and who reviews it: a sentence each. */
export function breakGlassWords(terms: BreakGlassTerms | null, names: ApproverNames): string[] {
  if (terms === null) return ["Off: nobody may have something at once."];
  const { from, hoursMax, needsStepUp, impacts, environments, reviewFrom, reviewWithinHours } = terms;
  const words = (sources: readonly ApproverSource[]) =>
    either(sources.map((source) => sourceWords(source, names)));
  const kinds = [...GLASS_KINDS];
  const scope = scopeWords({ kinds, impacts, environments, dataClasses: [], criticalities: [] });
  return [
    `Allowed to ${words(from)}${needsStepUp ? ", with a fresh sign-in" : ""}.`,
    `For ${scope}, at most ${dayWords(hoursMax, "hour")}.`,
    `Reviewed within ${dayWords(reviewWithinHours, "hour")} by two of those skipped or of ${words(reviewFrom)}; otherwise cut.`,
  ];
}

/** The document as lines to read and to compare, one thing a line; rules in order, without numbers that shift. */
export function policyLines(policy: ApprovalPolicy, names: ApproverNames): string[] {
  return [
    ...policy.rules.flatMap((rule) => [...ruleLines(rule, names), ""]),
    "Answers",
    `  Within ${dayWords(policy.answer.withinDays, "working day")}; then the request expires.`,
    ...chaseWords(policy.answer, names).map((words) => `  ${words}`),
    "",
    "Changing this policy",
    `  Approved by ${either(policy.change.from.map((source) => sourceWords(source, names)))}, never by somebody who edited it${policy.change.needsStepUp ? ", with a fresh sign-in" : ""}.`,
    "",
    "Break glass",
    ...breakGlassWords(policy.breakGlass, names).map((line) => `  ${line}`),
    "",
    "Reviews of servers",
    ...cadenceWords(policy.reviewCadence).map((line) => `  ${line}`),
    "",
    "Pace of answers in reviews",
    ...paceWords(policy.reviewPace).map((line) => `  ${line}`),
    "",
    "Calendar",
    `  Working days: ${policy.calendar.workingDays
      .toSorted()
      .map((day) => WEEKDAYS[day - 1])
      .join(", ")} (${policy.calendar.timeZone}).`,
    ...policy.calendar.holidays.toSorted().map((day) => `  Holiday: ${day}.`),
  ];
}

/** What happens while nobody answers, sentence by sentence; none when nothing does. */
export function chaseWords(
  { remindAfterDays, escalateAfterDays, escalateTo }: ApprovalPolicy["answer"],
  names: ApproverNames,
): string[] {
  return [
    ...(remindAfterDays === null
      ? []
      : [`Whoever has not answered is reminded every ${dayWords(remindAfterDays, "working day")}.`]),
    ...(escalateAfterDays === null
      ? []
      : [
          `After ${dayWords(escalateAfterDays, "working day")} in a stage without its answers, ${either(escalateTo.map((source) => sourceWords(source, names)))} may answer too.`,
        ]),
  ];
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** What a vote of the stage wants, besides its person. */
export function stageTerms({
  needsStepUp,
  needsReason,
}: Pick<ApprovalStage, "needsStepUp" | "needsReason">): string {
  return `${needsStepUp ? ", with a fresh sign-in" : ""}${needsReason ? "" : ", without having to say why"}`;
}

function ruleLines(rule: ApprovalRule, names: ApproverNames): string[] {
  const stages = rule.stages.map(
    (stage) => `  Stage “${stage.name}”: ${stageWords(stage, names)}${stageTerms(stage)}.`,
  );
  return [
    rule.name,
    `  For ${scopeWords(rule.when)}.`,
    ...(rule.isAutomatic ? ["  Granted automatically; nobody is asked."] : stages),
    ...(rule.stages.length > 1
      ? [`  ${rule.needsDistinctPeople ? "Different people" : "The same people may answer"} in each stage.`]
      : []),
    `  At most ${dayWords(rule.daysMax, "day")}.`,
  ];
}
