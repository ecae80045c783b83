import type { z } from "zod";
import { route } from "#lib/doors/route.ts";
import { assertKnownParameters } from "#lib/inventory/assert-known-parameters.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import type { registerServerInput } from "#lib/inventory/input.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { SERVER_FACET_FIELDS } from "#lib/inventory/server-list-input.ts";
import { fromSearch } from "../from-search.ts";

/**
 * `GET ?q=&environment=&team=&...&sort=&limit=&cursor=` -> one page of servers. Every filter of the list is a
 * parameter; those that hold several values are repeated.
 */
export const GET = route(({ actor, search }) => {
  assertKnownParameters(search);
  return listServers(actor, fromSearch(search, SERVER_FACET_FIELDS));
});

/** `POST` a server with its owner and connection -> `{ serverId, slug }`. People only. */
export const POST = route(
  // The schema inside judges what came in.
  ({ actor, body }) => registerServer(actor, body as z.input<typeof registerServerInput>),
  { status: 201 },
);
