import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { countMyUnreadNotices } from "#lib/notifications/queries/count-my-unread-notices.ts";
import { countMyReviewItems } from "#lib/reviews/queries/count-my-review-items.ts";

/** What waits for this person, for the rail. Absent when it could not be counted: the page says why. */
export interface FrameCounts {
  approvals?: number;
  reviews?: number;
  notices?: number;
}

export async function frameCounts(person: PersonActor): Promise<FrameCounts> {
  const [approvals, reviews, notices] = await Promise.allSettled([
    // More are shown as 99+.
    countMyApprovals(person, { most: 100 }),
    countMyReviewItems(person, {}),
    countMyUnreadNotices(person, {}),
  ]);
  return {
    ...(approvals.status === "fulfilled" ? { approvals: approvals.value } : {}),
    ...(reviews.status === "fulfilled" ? { reviews: reviews.value } : {}),
    ...(notices.status === "fulfilled" ? { notices: notices.value } : {}),
  };
}
