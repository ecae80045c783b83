import { csvResponse } from "#app/csv-response.ts";
import { route } from "#lib/doors/route.ts";
import { exportCredentialsCsv } from "#lib/inventory/export-credentials.ts";
import { readCredentialsSearch } from "../read-credentials-search.ts";

/** `GET` with the list's own address -> the credentials it finds, for a person's spreadsheet; never a value. */
export const GET = route(async ({ actor, search }) => {
  const { question } = readCredentialsSearch(search, actor.kind === "person" ? actor.userId : undefined);
  return csvResponse("steward-credentials", await exportCredentialsCsv(actor, question));
});
