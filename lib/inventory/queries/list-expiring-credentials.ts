import { query } from "../../kernel/query.ts";
import { EXPIRING_LIMIT, listExpiringRows } from "../coverage-store.ts";
import { credentialStatus } from "../credentials.ts";
import { expiringCredentialsInput } from "../input.ts";

const DAY_MS = 86_400_000;
/** Days for which an end that passed comes before those to come. */
const PAST_DAYS = 7;

/**
 * Active credentials that end within so many days or have ended: from a week ago on, soonest first, then those that
 * ended earlier, the latest first, so that what is long over hides nothing. At most 200; `hasMore` says that there are
 * more. Times are ISO 8601.
 */
export const listExpiringCredentials = query({
  name: "list-expiring-credentials",
  permission: "server:read",
  input: expiringCredentialsInput,
  run: async ({ tx, now }, { days, answererId }) => {
    const inDays = (count: number) => new Date(now.getTime() + count * DAY_MS);
    const from = inDays(-PAST_DAYS);
    const coming = { from, until: inDays(days), order: "soonest" } as const;
    const rows = await listExpiringRows(tx, coming, answererId);
    if (rows.length <= EXPIRING_LIMIT)
      rows.push(...(await listExpiringRows(tx, { from: null, until: from, order: "latest" }, answererId)));
    const items = rows.slice(0, EXPIRING_LIMIT).map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      expiresAt: row.expires_at.toISOString(),
      status: credentialStatus({ state: "active", expiresAt: row.expires_at }, now),
      server: { slug: row.server_slug, name: row.server_name },
      ownerName: row.owner_name,
    }));
    return { items, hasMore: rows.length > EXPIRING_LIMIT };
  },
});
