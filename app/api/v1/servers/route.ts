import type { z } from "zod";
import { route } from "#lib/doors/route.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { listServersInput, type registerServerInput } from "#lib/inventory/input.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { SERVER_FACET_FIELDS } from "#lib/inventory/server-list-input.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { fromSearch } from "../from-search.ts";

/**
 * `GET ?q=&environment=&team=&...&sort=&limit=&cursor=` -> one page of servers. Every filter of the list is a
 * parameter; those that hold several values are repeated.
 */
export const GET = route(({ actor, search }) => {
  refuseUnknown(search);
  return listServers(actor, fromSearch(search, SERVER_FACET_FIELDS));
});

/** A filter that was misspelt must not quietly find everything. */
function refuseUnknown(search: URLSearchParams): void {
  const unknown = [...new Set(search.keys())].filter((name) => !(name in listServersInput.shape));
  if (unknown.length === 0) return;
  const known = Object.keys(listServersInput.shape).join(", ");
  throw new AppError("invalid", "The list of servers has no such parameter.", {
    fields: Object.fromEntries(unknown.map((name) => [name, `Use one of ${known}.`])),
  });
}

/** `POST` a server with its owner and connection -> `{ serverId, slug }`. People only. */
export const POST = route(
  // The schema inside judges what came in.
  ({ actor, body }) => registerServer(actor, body as z.input<typeof registerServerInput>),
  { status: 201 },
);
