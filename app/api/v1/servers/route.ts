import { apiRoute } from "#lib/doors/api-route.ts";
import { assertKnownParameters } from "#lib/inventory/assert-known-parameters.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";

export const GET = apiRoute(
  listServers,
  {
    says: "One page of servers. Every filter of the list is a parameter; those that hold several values are repeated.",
    answer: "page",
  },
  ({ actor, search, input }) => {
    assertKnownParameters(search);
    return listServers(actor, input);
  },
);

export const POST = apiRoute(registerServer, {
  says: "Registers a server with its owner and connection: `{ serverId, slug }`.",
  status: 201,
});
