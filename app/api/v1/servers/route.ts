import type { z } from "zod";
import { route } from "#lib/doors/route.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import type { registerServerInput } from "#lib/inventory/input.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?q=&environment=&state=&ownerId=&impact=&sort=&limit=&cursor=` -> one page of servers. */
export const GET = route(({ actor, search }) =>
  listServers(actor, fromSearch(search, ["environment", "state", "impact"])),
);

/** `POST` a server with its owner and connection -> `{ serverId, slug }`. People only. */
export const POST = route(
  // The schema inside judges what came in.
  ({ actor, body }) => registerServer(actor, body as z.input<typeof registerServerInput>),
  { status: 201 },
);
