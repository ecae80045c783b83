import { csvResponse } from "#app/csv-response.ts";
import { route } from "#lib/doors/route.ts";
import { exportItemsCsv } from "#lib/reviews/export-items.ts";
import { readItemsSearch } from "../read-items-search.ts";

/** `GET` with the list's own address -> the items it finds, for a person's spreadsheet. */
export const GET = route(async ({ actor, search, params }) => {
  const question = { campaignId: params.id ?? "", ...readItemsSearch(search) };
  return csvResponse("steward-review-items", await exportItemsCsv(actor, question));
});
