import { z } from "zod";
import { serverFilterInput } from "../inventory/server-list-input.ts";
import { wholeDays } from "../kernel/whole-days.ts";
import { approverSource, SOURCES_MAX } from "../policy/approval/policy-document.ts";

/** What a review asks about, in the order in which a server's items are listed. */
export const REVIEW_SUBJECTS = ["server", "access", "credential", "scope", "tool"] as const;
export type ReviewSubject = (typeof REVIEW_SUBJECTS)[number];
export function isGrant(kind: ReviewSubject): boolean {
  return kind !== "credential" && kind !== "server";
}

export const REVIEW_RISKS = ["low", "medium", "high"] as const;
export type ReviewRisk = (typeof REVIEW_RISKS)[number];

export const NAME_MAX = 120;
export const PURPOSE_MAX = 500;
export const STAGES_MAX = 3;
export const STAGE_DAYS_MAX = 90;
export const SERVERS_NAMED_MAX = 500;

/** `text` is how its letters are put in order before it is looked at. */
export const nameOf = (of: string, text: z.ZodString) =>
  text.min(1, `Give the ${of} a name.`).max(NAME_MAX, `At most ${NAME_MAX} characters.`);
const name = (of: string) => nameOf(of, z.string().trim());

/** Who answers when nobody of a stage can: never a server's owners, who may be the very ones that are gone. */
export const fallbackSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("role"), role: z.literal("admin") }),
  z.strictObject({ kind: z.literal("group"), groupId: z.uuid("Choose a group.") }),
  z.strictObject({ kind: z.literal("person"), userId: z.uuid("Choose a person.") }),
]);
export type FallbackSource = z.output<typeof fallbackSource>;

export const reviewStage = z.strictObject({
  name: name("stage"),
  /** In this order: the first who is active and gains nothing by the item reviews it. */
  reviewers: z
    .array(approverSource)
    .min(1, "Say who reviews.")
    .max(SOURCES_MAX, `At most ${SOURCES_MAX} sources.`),
  /** How long the stage lasts. */
  days: wholeDays(STAGE_DAYS_MAX),
  /** Of the stages before: nothing, what was answered, or that and why. */
  sees: z.enum(["nothing", "answers", "answers_and_reasons"]).default("answers_and_reasons"),
  /** Which items come to this stage; always all in the first. Unanswered ones always come. */
  takes: z.enum(["all", "kept", "high_risk"]).default("all"),
});
export type ReviewStage = z.output<typeof reviewStage>;

export const stagesOf = <Stage extends z.ZodType>(stage: Stage) =>
  z.array(stage).min(1, "A review has at least one stage.").max(STAGES_MAX, `At most ${STAGES_MAX} stages.`);

export const noResponse = z.enum(["keep", "revoke"]);
export type NoResponse = z.output<typeof noResponse>;

export const campaignScope = z.strictObject({
  /** Servers, as their list filters them. */
  servers: serverFilterInput.prefault({}),
  /** Exactly these servers, whatever the filter says; none stands for the filter. */
  serverIds: z
    .array(z.uuid())
    .max(SERVERS_NAMED_MAX, `At most ${SERVERS_NAMED_MAX} servers by name.`)
    .default([]),
  /** Only what was granted or added since. */
  grantedWithinDays: wholeDays(3_650).nullable().default(null),
  /** Only what was not used for so long, or never: tools, access, credentials. */
  unusedForDays: wholeDays(3_650).nullable().default(null),
  /** Only what nobody answered in this earlier review, and still stands. */
  unansweredIn: z.uuid().optional(),
});
export type CampaignScope = z.output<typeof campaignScope>;

export const OVERDUE_DAYS_MAX = 90;

/** More than half is never one person's decision, whoever writes the review (product rule 10). */
export const BRAKE_PERCENT_MAX = 50;

const brakePercent = z.coerce.number().int().min(1, "At least 1 per cent.");

/** What happens when the last stage is over and something is unanswered. */
export const overdueTerms = z.strictObject({
  /** Days after which it goes to the next in line: the backup owner, the owner's manager, an administrator; then again. */
  escalateAfterDays: wholeDays(OVERDUE_DAYS_MAX).nullable().default(3),
  /** Days after which it closes by itself; null for never, which asks an administrator to. */
  closeAfterDays: wholeDays(OVERDUE_DAYS_MAX).nullable().default(null),
});
export type OverdueTerms = z.output<typeof overdueTerms>;

/** What a review asks for, as one document. Kept as JSON on the campaign; parsed again whenever it is read. */
export const campaignDefinition = z.strictObject({
  format: z.literal(1),
  name: name("review"),
  purpose: z.string().trim().max(PURPOSE_MAX, `At most ${PURPOSE_MAX} characters.`).default(""),
  scope: campaignScope,
  subjects: z.array(z.enum(REVIEW_SUBJECTS)).min(1, "Say what is reviewed.").max(REVIEW_SUBJECTS.length),
  stages: stagesOf(reviewStage),
  fallback: fallbackSource,
  /** What closing does with what nobody answered, by risk. No response is not a decision, and never shown as one. */
  noResponse: z.strictObject({ low: noResponse, medium: noResponse, high: noResponse }),
  overdue: overdueTerms.prefault({}),
  /** When an answer says why: removals and high risk always do. */
  needsReason: z.enum(["high_risk", "always"]).default("high_risk"),
  /**
   * Per cent of what is in force in its scope that one person may end by closing; more asks a second (product rule 10). What
   * was kept with more before there was a bound is read as the most there is.
   */
  brakePercent: brakePercent.overwrite((percent) => Math.min(percent, BRAKE_PERCENT_MAX)).default(20),
  /** Who signs it; null for whoever may manage reviews and reviewed nothing in it. */
  signerId: z.uuid().nullable().default(null),
  /** The day, in UTC, on which it starts by itself once it is staged; null where somebody starts it. */
  startsOn: z.iso.date("Write the day as 2026-12-25.").nullable().default(null),
});
export type CampaignDefinition = z.output<typeof campaignDefinition>;

/** As somebody asks for it: what is kept is read with another bound. */
export const askedDefinition = campaignDefinition.extend({
  brakePercent: brakePercent
    .max(
      BRAKE_PERCENT_MAX,
      `At most ${BRAKE_PERCENT_MAX} per cent: more than half is never one person's decision.`,
    )
    .default(20),
});

/** Days from the start to the end of the last stage. */
export function daysOf({ stages }: Pick<CampaignDefinition, "stages">): number {
  return stages.reduce((sum, stage) => sum + stage.days, 0);
}
