import type { z } from "zod";
import type { Actor } from "#lib/kernel/actor.ts";
import { type CsvCell, csvCutOff, csvLines } from "#lib/kernel/csv.ts";
import { recordItemsExport } from "./commands/record-items-export.ts";
import type { listReviewItemsInput } from "./item-list-input.ts";
import type { ReviewItemView } from "./item-view.ts";
import { listReviewItems } from "./queries/list-review-items.ts";

/** Items in one file at most; the evidence has all of them. */
const ROWS_MAX = 100_000;
const BATCH_ROWS = 200;

export type ItemQuestionInput = Omit<z.input<typeof listReviewItemsInput>, "cursor" | "limit">;

const COLUMNS = [
  "position",
  "kind",
  "name",
  "server",
  "risk",
  "reviewer",
  "answer",
  "why",
  "answered_by",
  "answered_at",
  "what_came_of_it",
  "detail",
  "granted_at",
  "expires_at",
  "facts_spoke_for",
  "id",
];

/** What a question about a review's items finds, as CSV in batches; in the trail before the first row is read. */
export async function exportItemsCsv(
  actor: Actor,
  question: ItemQuestionInput,
): Promise<AsyncGenerator<string>> {
  const { campaignId, ...asked } = question;
  await recordItemsExport(actor, { campaignId, search: JSON.stringify(asked).slice(0, 2_000) });
  return pieces();

  async function* pieces(): AsyncGenerator<string> {
    yield csvLines([COLUMNS]);
    let count = 0;
    let cursor: string | undefined;
    do {
      const page = await listReviewItems(actor, { ...question, cursor, limit: BATCH_ROWS });
      yield csvLines(page.items.slice(0, ROWS_MAX - count).map(csvCells));
      count += page.items.length;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && count < ROWS_MAX);
    if (cursor !== undefined) {
      yield csvCutOff(
        `only the first ${ROWS_MAX} items are in this file. Filter, and export again; the evidence has all.`,
        COLUMNS,
      );
    }
  }
}

function csvCells(item: ReviewItemView): CsvCell[] {
  const { facts } = item;
  return [
    ...[item.position, facts.kind, facts.name, item.server.name, item.risk, item.reviewer?.name ?? null],
    ...[item.isUnanswered ? "no response" : item.decision, item.reason, item.decidedBy?.name ?? null],
    ...[item.decidedAt, item.outcome, item.outcomeDetail, facts.grantedAt, facts.expiresAt],
    ...[facts.recommendation?.answer ?? null, item.id],
  ];
}
