/**
 * Breaking glass: having at once what is asked for, and answering for it to two others afterwards.
 *
 * Promises: only whom the policy names, for a day at most, never while an earlier one of theirs is unreviewed, and never
 * through what a person suspended or ended a day ago at most; whoever used it does not review it, and whoever gains by it
 * never calls it justified; what two others did not call justified in time is cut.
 */
import type { RevokedByPerson } from "#lib/grants/steps/load-held.ts";
import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import type { BreakGlassState, BreakGlassVerdict } from "#lib/kernel/generated/enums.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { REVIEWS_WANTED } from "#lib/policy/approval/break-glass-problems.ts";
import { type BreakGlassTerms, GLASS_KINDS } from "#lib/policy/approval/policy-document.ts";
import { isFresh, STEP_UP_MINUTES } from "#lib/policy/approval/policy-version.ts";
import { tooSoonAfter, tooSoonAfterRejection } from "./glass-after-revoking.ts";

export const GLASS_STATES = [
  "open",
  "cut",
  "overdue",
  "justified",
  "unjustified",
] as const satisfies readonly BreakGlassState[];

/** Two others have yet to say something: whoever used it may not use it again. */
export const UNREVIEWED = ["open", "cut", "overdue"] as const satisfies readonly BreakGlassState[];

export function isUnreviewed(state: BreakGlassState): boolean {
  return UNREVIEWED.some((one) => one === state);
}

export type GlassVerdict = { ok: true } | { ok: false; code: "refused" | "forbidden"; reason: string };

/** What using it depends on. */
export interface GlassAsk {
  /** Null where the policy has it off. */
  terms: BreakGlassTerms | null;
  /** What makes this person one of those whom the policy names; null when nothing does. */
  source: string | null;
  kind: string;
  impact: string;
  environment: string;
  isAutomatic: boolean;
  /** Tools that are enabled already, by name. */
  enabled: readonly string[];
  /** What somebody suspended, in words. */
  cutOff: string | null;
  /** What somebody ended, with nothing granted since. */
  revoked: readonly RevokedByPerson[];
  /** What somebody rejected lately, with nothing granted since. */
  rejected: readonly RevokedByPerson[];
  /** The page of an earlier one of theirs that two others have not reviewed. */
  unreviewedHref: string | null;
  /** Others who could review it. */
  reviewerCount: number;
}

/** May this one have it at once, now? The same answer for the form, the command and the API. */
export function decideUse(ask: GlassAsk, actor: Actor, now: Date): GlassVerdict {
  if (actor.kind !== "person") {
    return no("Only people break glass; a token or a job never does.", "forbidden");
  }
  const { terms } = ask;
  if (terms === null) return no("The approval policy lets nobody break glass.", "forbidden");
  if (ask.source === null) return no("The approval policy lets other people break glass.", "forbidden");
  if (ask.unreviewedHref !== null) {
    return no(
      `Two others have to review your last one first: see ${ask.unreviewedHref}. Until then this is asked for as usual.`,
    );
  }
  if (ask.cutOff !== null) return no(ask.cutOff);
  const tooSoon = tooSoonAfter(ask.revoked, now) ?? tooSoonAfterRejection(ask.rejected, now);
  if (tooSoon !== null) return no(tooSoon);
  const outside = outsideTerms(ask, terms);
  if (outside !== null) return no(outside);
  if (ask.reviewerCount < REVIEWS_WANTED) {
    return no(
      "Fewer than two others could review it afterwards, so it is asked for as usual. An administrator gives the role or adds to the group in Settings.",
    );
  }
  if (terms.needsStepUp && !isFresh(actor.authenticatedAt, now)) {
    return no(`Breaking glass wants a fresh sign-in, ${STEP_UP_MINUTES} minutes old at most.`);
  }
  return { ok: true };
}

function outsideTerms(ask: GlassAsk, { impacts, environments }: BreakGlassTerms): string | null {
  if (!GLASS_KINDS.some((kind) => kind === ask.kind)) {
    return "Glass is broken to enable tools and to let consumers in, for nothing else.";
  }
  if (ask.isAutomatic) return "Nobody is asked about this: ask for it, and it is granted at once.";
  if (!isAmong(impacts, ask.impact) || !isAmong(environments, ask.environment)) {
    return "The approval policy keeps breaking glass for other impacts or environments than this.";
  }
  const [enabled] = ask.enabled;
  return enabled === undefined ? null : `${enabled} is enabled already; leave it out.`;
}

/** Why glass is not broken through what somebody suspended; null where nobody did. */
export function cutOffInWords([first]: readonly { name: string; by: string; reason: string | null }[]):
  | string
  | null {
  if (first === undefined) return null;
  const why = first.reason === null ? "" : ` (“${first.reason}”)`;
  return `${first.by} suspended ${first.name}${why}, and nothing was approved since. Glass is not broken through that: whoever suspended it or an administrator resumes it, or it is asked for as usual.`;
}

function isAmong(list: readonly string[], value: string): boolean {
  return list.length === 0 || list.includes(value);
}

/** What a review depends on. */
export interface GlassFacts {
  state: BreakGlassState;
  userId: string;
  /** People who gain by it, as it was asked or as it is now. */
  gainingIds: readonly string[];
  /** Administrators who found new reviewers. */
  repairedByIds: readonly string[];
  /** Who may review it, and is still what made them one of those. */
  seatIds: readonly string[];
  reviews: readonly { reviewerId: string; verdict: BreakGlassVerdict }[];
  reviewDueAt: Date;
}

/** May this one say whether it was justified? Late too: whoever used it waits for that. */
export function decideReview(
  glass: GlassFacts,
  actor: Actor,
  verdict: BreakGlassVerdict = "justified",
): GlassVerdict {
  if (actor.kind !== "person") return no("Only people review; a token or a job never does.", "forbidden");
  const { userId } = actor;
  if (!isUnreviewed(glass.state)) return no("Two others have reviewed this already.");
  if (userId === glass.userId) return no("You broke this glass, so two others review it.");
  // Never a reason to keep silent: else whoever breaks it would choose by whose consumers they name who may object.
  if (verdict === "justified" && glass.gainingIds.includes(userId)) {
    return no("You gain by this, so somebody else must say that it was justified.");
  }
  if (glass.repairedByIds.includes(userId)) {
    return no("You found reviewers for this, so somebody else must review it.");
  }
  if (glass.reviews.some(({ reviewerId }) => reviewerId === userId)) {
    return no("You have reviewed this already; the next review comes from somebody else.");
  }
  if (!glass.seatIds.includes(userId)) {
    return no("This is reviewed by whoever was skipped, and by whom the policy adds.", "forbidden");
  }
  return { ok: true };
}

/** What it is after one more review: one “not justified” cuts it, two reviews close it. */
export function afterReview(
  glass: Pick<GlassFacts, "state" | "reviews">,
  verdict: BreakGlassVerdict,
): BreakGlassState {
  const verdicts = [...glass.reviews.map((review) => review.verdict), verdict];
  const isBlamed = verdicts.includes("not_justified");
  if (verdicts.length >= REVIEWS_WANTED) return isBlamed ? "unjustified" : "justified";
  return glass.state === "open" && isBlamed ? "cut" : glass.state;
}

/** Whether its time to be reviewed is over. An unreadable clock counts as too late (product rule 4). */
export function isLapsed(glass: Pick<GlassFacts, "state" | "reviewDueAt">, now: Date): boolean {
  if (glass.state !== "open" && glass.state !== "cut") return false;
  return !(now.getTime() < glass.reviewDueAt.getTime());
}

/** Who could still review it. */
export function reviewersLeft(glass: GlassFacts): string[] {
  const out = [
    glass.userId,
    ...glass.gainingIds,
    ...glass.repairedByIds,
    ...glass.reviews.map((review) => review.reviewerId),
  ];
  return [...new Set(glass.seatIds)].filter((id) => !out.includes(id));
}

/** Fewer are left than reviews are wanted: it could never be closed, and its person stays blocked for ever. */
export function lacksReviewers(glass: GlassFacts): boolean {
  if (!isUnreviewed(glass.state)) return false;
  return reviewersLeft(glass).length < REVIEWS_WANTED - glass.reviews.length;
}

/** Whether this one may find new reviewers for it: an administrator without any other part in it. */
export function decideGlassRepair(glass: GlassFacts, actor: Actor): GlassVerdict {
  const person = actingPerson(actor);
  if (person === null) return no("Only people find reviewers.", "forbidden");
  if (!isUnreviewed(glass.state)) return no("Two others have reviewed this already.");
  if (!lacksReviewers(glass)) return no("Enough of those who may review it still can.");
  if (person.userId === glass.userId) return no("You broke this glass, so another administrator does this.");
  const hasPart =
    glass.reviews.some(({ reviewerId }) => reviewerId === person.userId) || decideReview(glass, actor).ok;
  return hasPart ? no("You review this yourself, so another administrator finds the rest.") : { ok: true };
}

export interface GlassAllowed {
  /** To say that it was justified. */
  review: true | string;
  /** To say that it was not: also for whoever gains by it. */
  object: true | string;
  /** Null while enough people can review it. */
  repair: null | true | string;
}

/** For each action true, or the reason this actor cannot take it now. */
export function glassAllowed(glass: GlassFacts, actor: Actor): GlassAllowed {
  const say = (verdict: BreakGlassVerdict) => {
    const answer = decideReview(glass, actor, verdict);
    return answer.ok ? (permitted(actor, "break-glass:review") ?? true) : answer.reason;
  };
  const repair = decideGlassRepair(glass, actor);
  return {
    review: say("justified"),
    object: say("not_justified"),
    repair: !lacksReviewers(glass)
      ? null
      : repair.ok
        ? (permitted(actor, "break-glass:repair") ?? true)
        : repair.reason,
  };
}

function no(reason: string, code: "refused" | "forbidden" = "refused"): GlassVerdict {
  return { ok: false, code, reason };
}
