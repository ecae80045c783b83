import { query } from "../../kernel/query.ts";
import { countCoverage } from "../coverage-store.ts";
import { noInput } from "../input.ts";

/** How many servers there are and how well they are governed; retired ones apart. Owners count while active. */
export const countServers = query({
  name: "count-servers",
  permission: "server:read",
  input: noInput,
  run: async ({ tx, now }) => {
    const row = await countCoverage(tx, now);
    return {
      total: row.total,
      byState: { registered: row.registered, active: row.active, suspended: row.suspended },
      inProduction: row.production,
      withOwner: row.with_owner,
      withBackupOwner: row.with_backup_owner,
      inProductionWithBackupOwner: row.production_with_backup_owner,
      withCredentials: row.with_credentials,
      /** Of those with credentials: servers whose every active credential has an end. */
      withExpiryOnAllCredentials: row.with_expiring_credentials_only,
      reviewOverdue: row.review_overdue,
    };
  },
});
