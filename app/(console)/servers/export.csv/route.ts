import { csvResponse } from "#app/csv-response.ts";
import { route } from "#lib/doors/route.ts";
import { exportServers } from "#lib/inventory/export-servers.ts";
import { readServerSearch } from "#lib/inventory/server-search.ts";
import { AppError } from "#lib/kernel/app-error.ts";

/** `GET` with the list's own address -> the servers it finds, for a person's spreadsheet. */
export const GET = route(async ({ actor, request, search }) => {
  // It writes to the trail in the person's name, so it must be them who asked and not another site's link.
  if (request.headers.get("sec-fetch-site") === "cross-site") {
    throw new AppError("forbidden", "Open the servers list and export from there.");
  }
  return csvResponse("steward-servers", await exportServers(actor, readServerSearch(search)));
});
