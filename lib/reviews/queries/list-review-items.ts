import { z } from "zod";
import type { Actor } from "#lib/kernel/actor.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { parseCursor, toCursor } from "#lib/kernel/cursor.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { query } from "#lib/kernel/query.ts";
import { type ItemFilter, listReviewItemsInput } from "../item-list-input.ts";
import { countItems, loadItemPage } from "../item-list-store.ts";
import { findNamedThings } from "../item-name-store.ts";
import { toItemView } from "../item-view.ts";
import { loadCampaign, loadPeople } from "../store.ts";
import { loadAnsweredBefore, loadReviewAbsences, loadVoices } from "../voice-store.ts";

const position = z.tuple([z.string().regex(/^\d{1,9}$/)]);

/**
 * One page of a review's items in their frozen order, whatever its size: each with its facts, its answer and what this
 * person may do with it.
 *
 * @throws AppError `not_found`
 */
export const listReviewItems = query({
  name: "list-review-items",
  permission: "campaign:read",
  input: listReviewItemsInput,
  run: async ({ tx, actor, now }, { campaignId, limit, cursor, whose, reviewerId, ...filter }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const question = {
      ...filter,
      campaignId,
      named: await findNamedThings(tx, campaignId, filter.q),
      reviewerIds: await reviewersOf(tx, actor, { whose, reviewerId }, now),
    };
    const after = parseCursor(cursor, position)?.[0];
    const found = await loadItemPage(tx, question, {
      after: after === undefined ? null : Number(after),
      limit: limit + 1,
    });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const people = await loadPeople(
      tx,
      shown.flatMap((item) => [item.reviewerId, item.decidedById, item.decidedForId]),
    );
    const absences = await loadReviewAbsences(tx, people.keys());
    const asking = { ...campaign, absences, answeredBefore: await loadAnsweredBefore(tx, shown, absences) };
    return {
      items: shown.map((item) => toItemView(item, asking, people, actor, now)),
      nextCursor: found.length > limit && last !== undefined ? toCursor([String(last.position)]) : null,
      total: await countItems(tx, question),
    };
  },
});

/** Whose items are asked for; null for everybody's. One's own are also those of who is away and left them to one. */
export async function reviewersOf(
  tx: Tx,
  actor: Actor,
  { whose, reviewerId }: Pick<ItemFilter, "whose" | "reviewerId">,
  now: Date,
): Promise<readonly string[] | null> {
  if (whose === "all") return reviewerId === undefined ? null : [reviewerId];
  const person = actingPerson(actor);
  if (person === null) throw new AppError("invalid", "Only people have items of their own.");
  return loadVoices(tx, person.userId, now);
}
