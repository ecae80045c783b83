import type { RevokedByPerson } from "#lib/grants/steps/load-held.ts";
import type { Actor } from "#lib/kernel/actor.ts";
import { glassAllowed, reviewersLeft } from "./broken-glass.ts";
import { revokedInWords } from "./glass-after-revoking.ts";
import type { GlassRow } from "./glass-store.ts";
import type { GatheredGlass } from "./steps/gather-glass.ts";

export type GlassView = ReturnType<typeof toGlassView>;

/** A use of break glass as pages show it. Times are ISO 8601, UTC. */
export function toGlassView(
  glass: GlassRow,
  { facts, seats }: GatheredGlass,
  revoked: readonly RevokedByPerson[],
  actor: Actor,
  /** Why nobody new may review it, where that has been looked into. */
  nobodyNew: string | null,
) {
  const left = reviewersLeft(facts);
  const reviewers = new Map(
    seats
      .filter(({ userId }) => left.includes(userId))
      .map(({ userId: id, name, email }) => [id, { id, name, email }]),
  );
  return {
    ...toGlassListItem(glass),
    /** Who can still review it, by name. */
    reviewers: [...reviewers.values()],
    /** Who had ended what of it before, when and why. */
    revokedBefore: revoked.map(revokedInWords),
    allowed: offered(glassAllowed(facts, actor), nobodyNew),
  };
}

/** To ask others is offered only where somebody would be asked. */
function offered(allowed: ReturnType<typeof glassAllowed>, nobodyNew: string | null) {
  return allowed.repair === true && nobodyNew !== null ? { ...allowed, repair: nobodyNew } : allowed;
}

/** The same without who may do what. */
export function toGlassListItem(glass: GlassRow) {
  return {
    requestId: glass.requestId,
    state: glass.state,
    person: glass.user,
    reason: glass.reason,
    hours: glass.hours,
    usedAt: glass.usedAt.toISOString(),
    endsAt: glass.endsAt.toISOString(),
    reviewDueAt: glass.reviewDueAt.toISOString(),
    cutAt: glass.cutAt?.toISOString() ?? null,
    closedAt: glass.closedAt?.toISOString() ?? null,
    reviews: glass.reviews.map(({ reviewer, verdict, reason, reviewedAt }) => ({
      person: reviewer,
      verdict,
      reason,
      reviewedAt: reviewedAt.toISOString(),
    })),
  };
}
