import type { Actor } from "../kernel/actor.ts";
import { csvCutOff } from "../kernel/csv.ts";
import { finishServersExport } from "./commands/finish-servers-export.ts";
import { startServersExport } from "./commands/start-servers-export.ts";
import { listServersForExport } from "./queries/list-servers-for-export.ts";
import { CSV_COLUMNS, csvHead, csvRows } from "./server-csv.ts";
import type { ExportOutcome } from "./server-export.ts";
import { EXPORT_BATCH_ROWS, EXPORT_ROWS_MAX } from "./server-export.ts";
import { type ServerSearch, writeServerSearch } from "./server-search.ts";

/**
 * Everything a search finds, as CSV, in batches of one short transaction each. The export is in the trail before the
 * first row is read, and its end with the number of rows afterwards, also when the reader went away.
 */
export async function exportServers(
  actor: Actor,
  search: ServerSearch,
  { rowsMax, batchRows } = { rowsMax: EXPORT_ROWS_MAX, batchRows: EXPORT_BATCH_ROWS },
): Promise<AsyncGenerator<string>> {
  const asked = writeServerSearch(search).toString();
  const { exportId } = await startServersExport(actor, { search: asked });
  return batches();

  async function* batches() {
    let rowCount = 0;
    let outcome: ExportOutcome = "stopped_by_reader";
    try {
      yield csvHead();
      let cursor: string | undefined;
      for (;;) {
        const { items, nextCursor } = await listServersForExport(actor, {
          ...search,
          cursor,
          limit: batchRows,
        });
        const kept = items.slice(0, rowsMax - rowCount);
        rowCount += kept.length;
        yield csvRows(kept);
        if (kept.length < items.length || (nextCursor !== null && rowCount === rowsMax)) {
          outcome = "cut_at_limit";
          const reason = `only the first ${rowsMax} servers are in this file. Filter, and export again.`;
          yield csvCutOff(reason, CSV_COLUMNS);
          return;
        }
        if (nextCursor === null) break;
        cursor = nextCursor;
      }
      outcome = "complete";
    } catch (error) {
      outcome = "failed";
      yield csvCutOff(`the export failed after ${rowCount} servers. Start it again.`, CSV_COLUMNS);
      throw error;
    } finally {
      await finishServersExport(actor, { exportId, search: asked, rowCount, outcome });
    }
  }
}
