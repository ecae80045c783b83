import { z } from "zod";
import { IMPACTS, type Impact } from "../../inventory/impact.ts";
import { CRITICALITIES, ENVIRONMENTS } from "../../inventory/model.ts";
import type { Criticality, Environment } from "../../kernel/generated/enums.ts";
import { wholeDays } from "../../kernel/whole-days.ts";

export const CADENCE_RULES_MAX = 30;
/** No server goes unreviewed for longer (ISO/IEC 27002 5.18 asks for regular reviews; a year is what auditors accept). */
export const CADENCE_DAYS_MAX = 365;
export const WARN_DAYS_MAX = 90;
export const PACE_SECONDS_MAX = 600;

/** An empty list stands for anything. A server that offers nothing enabled has no impact: only an empty list fits it. */
const cadenceScope = z.strictObject({
  environments: z.array(z.enum(ENVIRONMENTS)).default([]),
  /** The gravest of the tools that are enabled on the server. */
  impacts: z.array(z.enum(IMPACTS)).default([]),
  criticalities: z.array(z.enum(CRITICALITIES)).default([]),
});
export type CadenceScope = z.output<typeof cadenceScope>;

const cadenceRule = z.strictObject({
  /** Stays while rules are moved and removed. */
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Lower-case letters and digits, joined by hyphens.")
    .max(60, "At most 60 characters."),
  when: cadenceScope,
  /** Days between two reviews of a server, at most. */
  everyDays: wholeDays(CADENCE_DAYS_MAX),
});
export type CadenceRule = z.output<typeof cadenceRule>;

/** How often servers are reviewed, and what happens when one is not. */
export const reviewCadence = z.strictObject({
  /** The first that fits says how often; the last is for everything else. */
  rules: z
    .array(cadenceRule)
    .min(1, "Say at least how often everything is reviewed.")
    .max(CADENCE_RULES_MAX, `At most ${CADENCE_RULES_MAX} rules.`),
  /** Owners are told so many days before; a shorter cadence leaves them as many. */
  warnDays: wholeDays(WARN_DAYS_MAX),
  /** What changes data, executes or is regulated is suspended on a server overdue by so many days; never when null. */
  suspendAfterDays: wholeDays(CADENCE_DAYS_MAX).nullable().default(null),
});
export type ReviewCadence = z.output<typeof reviewCadence>;

const seconds = z.coerce
  .number("Say how many seconds.")
  .int("Whole seconds, please.")
  .min(0, "0 or more.")
  .max(PACE_SECONDS_MAX, `At most ${PACE_SECONDS_MAX} seconds.`);

/** Which pace of answers in a review is too fast to be believed, and what comes of it. */
export const reviewPace = z.strictObject({
  /** Between one answer and the next, by the risk of the item; 0 notes nothing. */
  minimumSeconds: z.strictObject({ low: seconds, medium: seconds, high: seconds }),
  /** Of the answers that were faster, so many in a hundred are answered by a second reviewer too; 0 for none. */
  samplePercent: z.coerce
    .number("Say how many in a hundred.")
    .int("Whole numbers, please.")
    .min(0, "0 or more.")
    .max(100, "At most 100."),
});
export type ReviewPace = z.output<typeof reviewPace>;

/** What the cadence of a server depends on. */
export interface CadenceSubject {
  environment: Environment;
  criticality: Criticality;
  /** Null while no tool is enabled. */
  impact: Impact | null;
}

/** Days between two reviews of such a server; null only for a document that was never checked. */
export function cadenceDays({ rules }: Pick<ReviewCadence, "rules">, subject: CadenceSubject): number | null {
  return rules.find(({ when }) => fitsCadence(when, subject))?.everyDays ?? null;
}

export function fitsCadence(
  when: CadenceScope,
  { environment, criticality, impact }: CadenceSubject,
): boolean {
  return (
    allows(when.environments, environment) &&
    allows(when.criticalities, criticality) &&
    (when.impacts.length === 0 || (impact !== null && when.impacts.includes(impact)))
  );
}

/** Everything that a cadence tells apart. */
export const CADENCE_SUBJECTS: readonly CadenceSubject[] = ENVIRONMENTS.flatMap((environment) =>
  CRITICALITIES.flatMap((criticality) =>
    [null, ...IMPACTS].map((impact) => ({ environment, criticality, impact })),
  ),
);

function allows<Value>(list: readonly Value[], value: Value): boolean {
  return list.length === 0 || list.includes(value);
}

/**
 * By environment, twice as often for what is critical. PCI DSS 7.2.4 asks for six months at most where payment data may
 * be reached, so what is regulated waits no longer anywhere.
 */
export const STARTING_CADENCE: ReviewCadence = {
  rules: [
    rule("critical-in-production", 45, { environments: ["production"], criticalities: ["critical"] }),
    rule("production", 90, { environments: ["production"] }),
    rule("critical-in-staging", 90, { environments: ["staging"], criticalities: ["critical"] }),
    rule("staging", 180, { environments: ["staging"] }),
    rule("regulated", 180, { impacts: ["regulated"] }),
    rule("critical", 182, { criticalities: ["critical"] }),
    rule("everything-else", 365, {}),
  ],
  warnDays: 14,
  suspendAfterDays: null,
};

/** Modest: it notes who presses one key after the other, and asks somebody else about one answer in ten. */
export const STARTING_PACE: ReviewPace = {
  minimumSeconds: { low: 1, medium: 3, high: 10 },
  samplePercent: 10,
};

function rule(id: string, everyDays: number, when: Partial<CadenceScope>): CadenceRule {
  return { id, when: { environments: [], impacts: [], criticalities: [], ...when }, everyDays };
}
