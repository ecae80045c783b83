import { query } from "#lib/kernel/query.ts";
import { toGrantViews } from "../grant-view.ts";
import { listServerGrantsInput } from "../input.ts";
import { findServerGrants } from "../view-store.ts";

/** A server page shows at most this many, the newest first. */
const LIMIT = 500;

/**
 * What is granted on one server, or for one of its tools, newest first: at most 500, and `hasMore` says that there are
 * more. With `withEnded` also what is revoked or expired.
 */
export const listServerGrants = query({
  name: "list-server-grants",
  permission: "grant:read",
  input: listServerGrantsInput,
  run: async ({ tx, actor, now }, asked) => {
    const { organizationId } = actor;
    const { serverId, withEnded, kind, toolId } = asked;
    const filter = { organizationId, serverId, withEnded, kind, toolId, now };
    const rows = await findServerGrants(tx, filter, LIMIT + 1);
    return {
      items: await toGrantViews(tx, rows.slice(0, LIMIT), actor, now),
      hasMore: rows.length > LIMIT,
    };
  },
});
