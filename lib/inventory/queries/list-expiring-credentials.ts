import { query } from "../../kernel/query.ts";
import { listExpiringRows } from "../coverage-store.ts";
import { credentialStatus } from "../credentials.ts";
import { expiringCredentialsInput } from "../input.ts";

const DAY_MS = 86_400_000;

/** Active credentials that end within so many days or have ended, soonest first; at most 200. Times are ISO 8601. */
export const listExpiringCredentials = query({
  name: "list-expiring-credentials",
  permission: "server:read",
  input: expiringCredentialsInput,
  run: async ({ tx, now }, { days, answererId }) => {
    const rows = await listExpiringRows(tx, new Date(now.getTime() + days * DAY_MS), answererId);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      expiresAt: row.expires_at.toISOString(),
      status: credentialStatus({ state: "active", expiresAt: row.expires_at }, now),
      server: { slug: row.server_slug, name: row.server_name },
      ownerName: row.owner_name,
    }));
  },
});
