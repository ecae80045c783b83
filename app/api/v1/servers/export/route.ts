import { csvResponse } from "#app/csv-response.ts";
import { route } from "#lib/doors/route.ts";
import { exportServers } from "#lib/inventory/export-servers.ts";
import { judgeServerSearch } from "#lib/inventory/judge-server-search.ts";

/** `GET` with the filters of `servers` -> all that match, as CSV. A last line `INCOMPLETE: …` says that some are missing. */
export const GET = route(async ({ actor, search }) =>
  csvResponse("steward-servers", await exportServers(actor, judgeServerSearch(search))),
);
