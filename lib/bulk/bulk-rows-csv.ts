import type { Actor } from "../kernel/actor.ts";
import { csvLines } from "../kernel/csv.ts";
import { type BulkRowItem, listBulkRows } from "./queries/list-bulk-rows.ts";

const BATCH = 1_000;

/** Names are permanent: scripts read them. */
const COLUMNS = {
  server_id: (row) => row.serverId,
  slug: (row) => row.slug,
  name: (row) => row.name,
  environment: (row) => row.environment,
  outcome: (row) => row.state,
  reason: (row) => row.reason ?? "",
  before: (row) => inWords(row.before),
  after: (row) => inWords(row.after),
  settled_at: (row) => row.settledAt ?? "",
} satisfies Record<string, (row: BulkRowItem) => string>;

/**
 * What became of every server of a bulk change, as CSV (RFC 4180), in batches of one short transaction each. Times are
 * ISO 8601. Nothing in it is run by a spreadsheet.
 */
export async function* bulkRowsCsv(actor: Actor, bulkChangeId: string): AsyncGenerator<string> {
  yield csvLines([Object.keys(COLUMNS)]);
  let cursor: string | undefined;
  do {
    const page = await listBulkRows(actor, { bulkChangeId, cursor, limit: BATCH });
    yield csvLines(page.items.map((row) => Object.values(COLUMNS).map((cell) => cell(row))));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** `team: Payments; tags: eu, pci`. */
function inWords(fields: BulkRowItem["before"]): string {
  return Object.entries(fields ?? {})
    .map(([field, value]) => `${field}: ${Array.isArray(value) ? value.join(", ") : (value ?? "none")}`)
    .join("; ");
}
