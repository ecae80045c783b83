import { csvResponse } from "#app/csv-response.ts";
import { route } from "#lib/doors/route.ts";
import { exportGrantsCsv } from "#lib/grants/export-grants.ts";
import { readGrantsSearch } from "../read-grants-search.ts";

/** `GET` with the list's own address -> the grants it finds, for a person's spreadsheet. */
export const GET = route(async ({ actor, search }) => {
  const { question } = readGrantsSearch(search, actor.kind === "person" ? actor.userId : undefined);
  return csvResponse("steward-grants", await exportGrantsCsv(actor, question));
});
