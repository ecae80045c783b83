import type { z } from "zod";
import type { Actor } from "#lib/kernel/actor.ts";
import { type CsvCell, csvCutOff, csvLines } from "#lib/kernel/csv.ts";
import { recordGrantsExport } from "./commands/record-grants-export.ts";
import type { GrantView } from "./grant-view.ts";
import type { listGrantsInput } from "./list-input.ts";
import { listGrantsToExport } from "./queries/list-grants-to-export.ts";

/** Grants in one file at most. */
const ROWS_MAX = 100_000;
const BATCH_ROWS = 1_000;

export type GrantQuestion = Omit<z.input<typeof listGrantsInput>, "cursor" | "limit">;

const COLUMNS = [
  "kind",
  "grant",
  "server",
  "environment",
  "impact",
  "status",
  "why_suspended_or_ended",
  "granted_at",
  "expires_at",
  "revoked_at",
  "origin",
  "why",
  "request_id",
  "tool_digest",
  "server_digest",
  "id",
];

/** What a question about grants finds, as CSV in batches; in the trail before the first row is read. */
export async function exportGrantsCsv(
  actor: Actor,
  question: GrantQuestion,
): Promise<AsyncGenerator<string>> {
  await recordGrantsExport(actor, { search: JSON.stringify(question).slice(0, 2_000) });
  return pieces();

  async function* pieces(): AsyncGenerator<string> {
    yield csvLines([COLUMNS]);
    let count = 0;
    let cursor: string | undefined;
    do {
      const page = await listGrantsToExport(actor, { ...question, cursor, limit: BATCH_ROWS });
      yield csvLines(page.items.slice(0, ROWS_MAX - count).map(csvCells));
      count += page.items.length;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && count < ROWS_MAX);
    if (cursor !== undefined) {
      yield csvCutOff(
        `only the first ${ROWS_MAX} grants are in this file. Filter, and export again.`,
        COLUMNS,
      );
    }
  }
}

function csvCells(grant: GrantView): CsvCell[] {
  const { server, tool, scope, consumer, request } = grant;
  return [
    ...[grant.kind, tool?.name ?? scope?.name ?? consumer?.name ?? null, server.name, server.environment],
    ...[grant.impact, grant.status, grant.stateReason, grant.grantedAt, grant.expiresAt, grant.revokedAt],
    ...[grant.originKind, grant.why, request?.id ?? null, grant.toolDigest, grant.serverDigest, grant.id],
  ];
}
