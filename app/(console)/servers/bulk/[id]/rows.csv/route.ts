import { csvResponse } from "#app/csv-response.ts";
import { bulkRowsCsv } from "#lib/bulk/bulk-rows-csv.ts";
import { getBulkChange } from "#lib/bulk/queries/get-bulk-change.ts";
import { route } from "#lib/doors/route.ts";

/** What became of every server of a bulk change, for a spreadsheet. */
export const GET = route(async ({ actor, params }) => {
  const { id } = await getBulkChange(actor, { bulkChangeId: params.id ?? "" });
  return csvResponse("steward-bulk-change", bulkRowsCsv(actor, id));
});
