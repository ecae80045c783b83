import { query } from "../../kernel/query.ts";
import { serverInput } from "../input.ts";
import { countPlacesOfServer, listPlacesOfServer } from "../place-store.ts";

/** Where clients' files show this server, newest first and at most 100; how many places it stands in now. */
export const listServerSightings = query({
  name: "list-server-sightings",
  permission: "server:read",
  input: serverInput,
  run: async ({ tx }, { serverId }) => {
    const places = await listPlacesOfServer(tx, serverId);
    return {
      presentCount: await countPlacesOfServer(tx, serverId),
      items: places.map(({ firstSeenAt, lastSeenAt, goneAt, ...place }) => ({
        ...place,
        firstSeenAt: firstSeenAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        goneAt: goneAt?.toISOString() ?? null,
      })),
    };
  },
});
