import { z } from "zod";
import { AppError } from "#lib/kernel/app-error.ts";
import { cursorInstant, parseCursor, toCursor } from "#lib/kernel/cursor.ts";
import { query } from "#lib/kernel/query.ts";
import { listMyReviewItemsInput } from "../input.ts";
import { toItemView } from "../item-view.ts";
import { loadItemsWithCampaigns } from "../list-store.ts";
import { loadPeople } from "../store.ts";
import { loadAnsweredBefore, loadReviewAbsences, loadVoices } from "../voice-store.ts";
import { countWaitingFor, type DuePosition, loadWaitingFor } from "../waiting-store.ts";

const position = z.tuple([cursorInstant, z.uuid(), z.string().regex(/^\d{1,9}$/)]);

/** What waits for this person's answer, or that of who is away and left it to them, in running reviews, soonest due first: each item with its review. */
export const listMyReviewItems = query({
  name: "list-my-review-items",
  permission: "campaign:read",
  input: listMyReviewItemsInput,
  run: async ({ tx, actor, now }, { limit, cursor }) => {
    if (actor.kind !== "person") throw new AppError("forbidden", "Only people review.");
    const after = readPosition(cursor);
    const voices = await loadVoices(tx, actor.userId, now);
    const found = await loadWaitingFor(tx, voices, { after, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const rows = await loadItemsWithCampaigns(
      tx,
      shown.map((one) => one.id),
    );
    const people = await loadPeople(tx, voices);
    const absences = await loadReviewAbsences(tx, voices);
    const answeredBefore = await loadAnsweredBefore(
      tx,
      rows.map(({ item }) => item),
      absences,
    );
    const last = shown.at(-1);
    return {
      items: rows.map(({ item, campaign: { definition, dueAt, stageEndsAt, ...campaign } }) => {
        const endsAt = stageEndsAt ?? dueAt;
        return {
          ...toItemView(item, { ...campaign, definition, absences, answeredBefore }, people, actor, now),
          campaign: {
            ...campaign,
            /** When the open stage ends. */
            dueAt: endsAt?.toISOString() ?? null,
            isOverdue: endsAt !== null && endsAt < now,
          },
        };
      }),
      nextCursor:
        found.length > limit && last !== undefined
          ? toCursor([last.dueAt.toISOString(), last.campaignId, String(last.position)])
          : null,
      total: { count: await countWaitingFor(tx, voices), isEstimate: false },
    };
  },
});

function readPosition(cursor: string | undefined): DuePosition | null {
  const values = parseCursor(cursor, position);
  if (values === null) return null;
  const [dueAt, campaignId, at] = values;
  return { dueAt: new Date(dueAt), campaignId, position: Number(at) };
}
