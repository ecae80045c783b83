import { AppError } from "#lib/kernel/app-error.ts";
import { parseIdCursor, toCursor } from "#lib/kernel/cursor.ts";
import { query } from "#lib/kernel/query.ts";
import { listMyReviewsInput } from "../progress-input.ts";
import { loadMyCampaigns, type MyCampaignRow } from "../progress-store.ts";
import { loadVoices } from "../voice-store.ts";

/**
 * Reviews in which this person has items, each with how many and what became of them: what is left to do, soonest due
 * first, or what is done, newest first. Times are ISO 8601.
 */
export const listMyReviews = query({
  name: "list-my-reviews",
  permission: "campaign:read",
  input: listMyReviewsInput,
  run: async ({ tx, actor, now }, { which, limit, cursor }) => {
    if (actor.kind !== "person") throw new AppError("forbidden", "Only people review.");
    // What is left includes what somebody who is away left to this person.
    const reviewerIds = which === "to_do" ? await loadVoices(tx, actor.userId, now) : [actor.userId];
    const found = await loadMyCampaigns(tx, reviewerIds, {
      hasLeft: which === "to_do",
      before: which === "done" ? parseIdCursor(cursor) : null,
      limit: limit + 1,
    });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => toMine(row, now)),
      nextCursor: which === "done" && found.length > limit && last !== undefined ? toCursor([last.id]) : null,
      /** More is left than a page shows; answering the first makes room. */
      hasMore: found.length > limit,
    };
  },
});

function toMine({ dueAt, stageEndsAt, closedAt, ...row }: MyCampaignRow, now: Date) {
  const endsAt = stageEndsAt ?? dueAt;
  return {
    ...row,
    dueAt: endsAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    isLate: row.state === "running" && row.open > 0 && endsAt !== null && endsAt < now,
  };
}
