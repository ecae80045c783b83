import { query } from "#lib/kernel/query.ts";
import { toGrantView } from "../grant-view.ts";
import { listServerGrantsInput } from "../input.ts";
import { findServerGrants } from "../view-store.ts";

/** A server page shows at most this many, the newest first. */
const LIMIT = 500;

/** What is granted on one server, newest first, at most 500; with `withEnded` also what is revoked or expired. */
export const listServerGrants = query({
  name: "list-server-grants",
  permission: "grant:read",
  input: listServerGrantsInput,
  run: async ({ tx, actor, now }, { serverId, withEnded }) => {
    const { organizationId } = actor;
    const rows = await findServerGrants(tx, { organizationId, serverId, withEnded, now }, LIMIT);
    return { items: rows.map((row) => toGrantView(row, actor, now)) };
  },
});
