import { query } from "../../kernel/query.ts";
import { listSeenServersInput } from "../input.ts";
import { listServersOfClient } from "../seen-client-store.ts";

const SERVERS_SHOWN = 100;

/**
 * Governed servers that the files of one client on one machine show, and those they showed once; last seen first and
 * at most 100. Times are ISO 8601.
 */
export const listSeenServers = query({
  name: "list-seen-servers",
  permission: "server:read",
  input: listSeenServersInput,
  run: async ({ tx }, client) => {
    const rows = await listServersOfClient(tx, client, SERVERS_SHOWN);
    return rows.map(({ firstSeenAt, lastSeenAt, ...row }) => ({
      ...row,
      firstSeenAt: firstSeenAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    }));
  },
});

export type SeenServerItem = Awaited<ReturnType<typeof listSeenServers>>[number];
