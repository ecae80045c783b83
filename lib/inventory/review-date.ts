import type { Criticality, Environment, Impact } from "../kernel/generated/enums.ts";

const DAY_MS = 86_400_000;

/** What says how often a server is reviewed. */
export interface Reviewed {
  environment: Environment;
  criticality: Criticality;
  /** Of its enabled tools, the gravest; null while there is none. */
  impact: Impact | null;
}

/** How often servers are reviewed, as the policy in force says. */
export interface ReviewClock {
  /** Days by “environment/criticality/impact”, the last “none” while no tool is enabled. */
  days: Readonly<Record<string, number>>;
  /** A change of a server or of the policy leaves its owner so many days. */
  warnDays: number;
}

/** Days between two reviews of such a server. What the policy says nothing about is due at once (product rule 4). */
export function reviewCadenceDays(
  { days }: Pick<ReviewClock, "days">,
  { environment, criticality, impact }: Reviewed,
): number {
  return days[`${environment}/${criticality}/${impact ?? "none"}`] ?? 0;
}

/** The day (midnight UTC) by which a server must be reviewed that was reviewed last, or registered, at `from`. */
export function nextReviewDate(clock: Pick<ReviewClock, "days">, server: Reviewed, from: Date): Date {
  return new Date(startOfDay(from) + reviewCadenceDays(clock, server) * DAY_MS);
}

/** Whether a chosen review day is one that the policy allows a server that was reviewed last, or registered, at `from`. */
export function decideReviewDate(
  clock: Pick<ReviewClock, "days">,
  server: Reviewed & { from: Date },
  chosen: Date,
  now: Date,
): { ok: true } | { ok: false; reason: string } {
  const latest = nextReviewDate(clock, server, server.from);
  if (latest.getTime() < startOfDay(now))
    return { ok: false, reason: `Its review was due on ${dayOf(latest)}. Only a review moves that day.` };
  if (chosen.getTime() < startOfDay(now))
    return { ok: false, reason: "Choose a day that is not in the past." };
  if (chosen <= latest) return { ok: true };
  const words = `such a server is reviewed every ${reviewCadenceDays(clock, server)} days`;
  return { ok: false, reason: `Choose ${dayOf(latest)} or earlier: ${words}.` };
}

/**
 * The review day of a server that became what is reviewed more often: as early as that asks, but with `warnDays` left. A
 * day that was sooner anyway stays.
 */
export function pulledIn(
  clock: ReviewClock,
  server: Reviewed & { from: Date },
  before: Date,
  now: Date,
): Date {
  const latest = nextReviewDate(clock, server, server.from).getTime();
  const warned = startOfDay(now) + clock.warnDays * DAY_MS;
  return new Date(Math.min(before.getTime(), Math.max(latest, warned)));
}

function startOfDay(moment: Date): number {
  return Math.floor(moment.getTime() / DAY_MS) * DAY_MS;
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
