import { query } from "#lib/kernel/query.ts";
import { listGrantedServersInput } from "../input.ts";
import { findGrantedServers } from "../view-store.ts";

const LIMIT = 500;

/**
 * Servers that a consumer may use something of now, by name: at most 500, and whether there are more. Asked of some
 * servers only, it says of each of them.
 */
export const listGrantedServers = query({
  name: "list-granted-servers",
  permission: "grant:read",
  input: listGrantedServersInput,
  run: async ({ tx, now }, { consumerId, serverIds }) => {
    const rows = await findGrantedServers(tx, { consumerId, serverIds, now }, LIMIT + 1);
    return { items: rows.slice(0, LIMIT), hasMore: rows.length > LIMIT };
  },
});
