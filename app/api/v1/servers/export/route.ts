import { csvResponse } from "#app/csv-response.ts";
import { apiRoute } from "#lib/doors/api-route.ts";
import { exportServers } from "#lib/inventory/export-servers.ts";
import { judgeServerSearch } from "#lib/inventory/judge-server-search.ts";
import { listServersInput } from "#lib/inventory/server-list-input.ts";

export const GET = apiRoute(
  { input: listServersInput.omit({ cursor: true, limit: true }), permission: "server:export" },
  {
    says: "All servers that match, as CSV. A last line `INCOMPLETE: …` says that some are missing.",
    answer: { file: ["text/csv"] },
  },
  async ({ actor, search }) =>
    csvResponse("steward-servers", await exportServers(actor, judgeServerSearch(search))),
);
