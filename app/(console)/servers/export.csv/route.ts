import { csvResponse } from "#app/csv-response.ts";
import { route } from "#lib/doors/route.ts";
import { exportServers } from "#lib/inventory/export-servers.ts";
import { readServerSearch } from "#lib/inventory/server-search.ts";

/** `GET` with the list's own address -> the servers it finds, for a person's spreadsheet. */
export const GET = route(async ({ actor, search }) =>
  csvResponse("steward-servers", await exportServers(actor, readServerSearch(search))),
);
