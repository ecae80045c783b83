import { z } from "zod";
import { IMPACTS } from "../../inventory/impact.ts";
import { CRITICALITIES, DATA_CLASSES, ENVIRONMENTS } from "../../inventory/model.ts";
import { isTimeZone } from "../../kernel/time-zone.ts";
import { reviewCadence, reviewPace, STARTING_CADENCE, STARTING_PACE } from "./review-terms.ts";

/** What can be asked for. A change of the policy itself is not among them: it has a path of its own in the document. */
export const REQUEST_KINDS = [
  "enable_tools",
  "give_access",
  "grant_scopes",
  "move_to_production",
  "extend_grants",
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

const APPROVER_ROLES = ["admin", "approver", "member"] as const;

export const RULES_MAX = 50;
export const STAGES_MAX = 5;
export const SOURCES_MAX = 10;
export const QUORUM_MAX = 10;
export const DAYS_MAX = 365;
export const HOLIDAYS_MAX = 200;

const name = (of: string) =>
  z.string().trim().min(1, `Give the ${of} a name.`).max(80, "At most 80 characters.");

/** Where the people of a stage come from; whoever comes from any of them may answer. */
export const approverSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("role"), role: z.enum(APPROVER_ROLES) }),
  z.strictObject({ kind: z.literal("group"), groupId: z.uuid("Choose a group.") }),
  z.strictObject({ kind: z.literal("person"), userId: z.uuid("Choose a person.") }),
  z.strictObject({ kind: z.literal("owner") }),
  z.strictObject({ kind: z.literal("backup_owner") }),
  z.strictObject({ kind: z.literal("manager") }),
]);
export type ApproverSource = z.output<typeof approverSource>;

/** Who is asked too when nobody answers. Never a server's owners: they would answer alone for what others were asked. */
export const escalationSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("role"), role: z.enum(APPROVER_ROLES) }),
  z.strictObject({ kind: z.literal("group"), groupId: z.uuid("Choose a group.") }),
  z.strictObject({ kind: z.literal("person"), userId: z.uuid("Choose a person.") }),
  z.strictObject({ kind: z.literal("manager") }),
  /** Those to whom the people of the stage report. */
  z.strictObject({ kind: z.literal("asked_managers") }),
]);
export type EscalationSource = z.output<typeof escalationSource>;

export const approvalStage = z.strictObject({
  name: name("stage"),
  from: z
    .array(approverSource)
    .min(1, "Say who answers in this stage.")
    .max(SOURCES_MAX, `At most ${SOURCES_MAX} sources.`),
  /** How many of them have to approve. */
  quorum: z.coerce
    .number("Say how many.")
    .int()
    .min(1, "At least 1.")
    .max(QUORUM_MAX, `At most ${QUORUM_MAX}.`),
  /** A vote wants a sign-in that is five minutes old at most. */
  needsStepUp: z.boolean().default(false),
  /** An approval says why; a rejection always does. */
  needsReason: z.boolean().default(true),
});
export type ApprovalStage = z.output<typeof approvalStage>;

/** What a rule is for. An empty list stands for anything. */
const ruleScope = z.strictObject({
  kinds: z.array(z.enum(REQUEST_KINDS)).default([]),
  impacts: z.array(z.enum(IMPACTS)).default([]),
  environments: z.array(z.enum(ENVIRONMENTS)).default([]),
  /** Any of them on the server is enough. */
  dataClasses: z.array(z.enum(DATA_CLASSES)).default([]),
  criticalities: z.array(z.enum(CRITICALITIES)).default([]),
});
export type RuleScope = z.output<typeof ruleScope>;

export const approvalRule = z.strictObject({
  /** Stays when the rule is renamed: requests keep it, and comparisons of versions go by it. */
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Lower-case letters and digits, joined by hyphens.")
    .max(60, "At most 60 characters."),
  name: name("rule"),
  when: ruleScope,
  /** In order; none when nobody is asked, which the policy must say in so many words (`isAutomatic`). */
  stages: z.array(approvalStage).max(STAGES_MAX, `At most ${STAGES_MAX} stages.`),
  isAutomatic: z.boolean().default(false),
  /** Whoever approves in one stage cannot approve in another. */
  needsDistinctPeople: z.boolean().default(true),
  /** What is granted by it ends after so many days at the latest. */
  daysMax: z.coerce
    .number("Say how many days.")
    .int()
    .min(1, "At least 1 day.")
    .max(DAYS_MAX, `At most ${DAYS_MAX} days.`),
});
export type ApprovalRule = z.output<typeof approvalRule>;

const days = (most: number) =>
  z.coerce.number("Say how many days.").int().min(1, "At least 1 day.").max(most, `At most ${most} days.`);

/** A date without a time, as calendars have it: 2026-12-25. */
const calendarDate = z.iso.date("Write the day as 2026-12-25.");

/** Nothing that broke glass lasts longer, nor waits longer for its review (product.md, Approvals). */
export const GLASS_HOURS_MAX = 24;
/** What glass is broken for; the rest can wait for its answer. */
export const GLASS_KINDS = ["enable_tools", "give_access"] as const satisfies readonly RequestKind[];

const hours = z.coerce
  .number("Say how many hours.")
  .int("Whole hours, please.")
  .min(1, "At least 1 hour.")
  .max(GLASS_HOURS_MAX, `At most ${GLASS_HOURS_MAX} hours.`);

/** Who may have at once what they ask for, reviewed afterwards by two people who are not they. */
export const breakGlassTerms = z.strictObject({
  from: z
    .array(approverSource)
    .min(1, "Say who may, or turn it off.")
    .max(SOURCES_MAX, `At most ${SOURCES_MAX} sources.`),
  /** What is granted by it ends after so many hours at the latest. */
  hoursMax: hours,
  needsStepUp: z.boolean().default(true),
  /** An empty list stands for anything. */
  impacts: z.array(z.enum(IMPACTS)).default([]),
  environments: z.array(z.enum(ENVIRONMENTS)).default([]),
  /** Who may review it, beside whoever would have been asked. */
  reviewFrom: z
    .array(approverSource)
    .min(1, "Say who reviews it.")
    .max(SOURCES_MAX, `At most ${SOURCES_MAX} sources.`),
  /** Without two reviews by then, what was granted is cut. */
  reviewWithinHours: hours,
});
export type BreakGlassTerms = z.output<typeof breakGlassTerms>;

export const approvalPolicyDocument = z.strictObject({
  format: z.literal(1),
  /** The first that fits decides, so the order matters; the last is for everything else. */
  rules: z
    .array(approvalRule)
    .min(1, "A policy has at least one rule.")
    .max(RULES_MAX, `At most ${RULES_MAX} rules.`),
  answer: z.strictObject({
    /** Working days that a request waits for its answers; then it expires (product rule 8). */
    withinDays: days(90),
    /** Whoever has not answered is told again every so many working days; never when null. */
    remindAfterDays: days(90).nullable().default(null),
    /** After so many working days without an answer, others are asked in the stage that waits; never when null. */
    escalateAfterDays: days(90).nullable().default(null),
    escalateTo: z.array(escalationSource).max(SOURCES_MAX, `At most ${SOURCES_MAX} sources.`).default([]),
  }),
  /** Who must agree before another version of this document takes effect; never somebody who edited it. */
  change: z.strictObject({
    from: z
      .array(approverSource)
      .min(1, "Say who answers.")
      .max(SOURCES_MAX, `At most ${SOURCES_MAX} sources.`),
    needsStepUp: z.boolean().default(false),
  }),
  /** Off where it is null, as it is at first. */
  breakGlass: breakGlassTerms.nullable().default(null),
  reviewCadence: reviewCadence.default(STARTING_CADENCE),
  reviewPace: reviewPace.default(STARTING_PACE),
  calendar: z.strictObject({
    /** Of the days below. */
    timeZone: z.string().refine(isTimeZone, "There is no such time zone."),
    /** 1 is Monday, 7 is Sunday (ISO 8601). */
    workingDays: z.array(z.number().int().min(1).max(7)).min(1, "At least one day of the week.").max(7),
    holidays: z.array(calendarDate).max(HOLIDAYS_MAX, `At most ${HOLIDAYS_MAX} days.`).default([]),
  }),
});
export type ApprovalPolicy = z.output<typeof approvalPolicyDocument>;
