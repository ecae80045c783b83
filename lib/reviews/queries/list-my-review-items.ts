import { AppError } from "#lib/kernel/app-error.ts";
import { query } from "#lib/kernel/query.ts";
import { listMyReviewItemsInput } from "../input.ts";
import { toItemView } from "../item-view.ts";
import {
  COUNT_LIMIT,
  countItemsFor,
  type DueItem,
  loadItemIdsFor,
  loadItemsWithCampaigns,
} from "../list-store.ts";
import { loadPeople } from "../store.ts";

/** What waits for this person's answer in running reviews, soonest due first: each item with its review. */
export const listMyReviewItems = query({
  name: "list-my-review-items",
  permission: "campaign:read",
  input: listMyReviewItemsInput,
  run: async ({ tx, actor, now }, { limit, cursor }) => {
    if (actor.kind !== "person") throw new AppError("forbidden", "Only people review.");
    const after = cursor === undefined ? null : parseCursor(cursor);
    const found = await loadItemIdsFor(tx, actor.userId, { after, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const rows = await loadItemsWithCampaigns(
      tx,
      shown.map((one) => one.id),
    );
    const people = await loadPeople(tx, [actor.userId]);
    const count = await countItemsFor(tx, actor.userId);
    const last = shown.at(-1);
    return {
      items: rows.map(({ item, campaign }) => ({
        ...toItemView(item, campaign.state, people, actor, now),
        campaign: { ...campaign, dueAt: campaign.dueAt.toISOString(), isOverdue: campaign.dueAt < now },
      })),
      nextCursor: found.length > limit && last !== undefined ? toCursor(last) : null,
      total: { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT },
    };
  },
});

function toCursor({ dueAt, id }: DueItem): string {
  return `${dueAt.getTime()}~${id}`;
}

function parseCursor(cursor: string): DueItem {
  const [, ms, id] = /^(\d{1,15})~([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (ms === undefined || id === undefined) {
    throw new AppError("invalid", "This page link is damaged. Start from the first page.");
  }
  return { dueAt: new Date(Number(ms)), id };
}
