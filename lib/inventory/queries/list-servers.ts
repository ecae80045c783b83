import { query } from "../../kernel/query.ts";
import { listServersInput } from "../input.ts";
import { decodeCursor, encodeCursor } from "../list-cursor.ts";
import { COUNT_LIMIT, countServerRows, listServerRows, type ServerListRow } from "../server-list-store.ts";

/**
 * A page of servers, filtered and sorted, with what the list shows of each. Times are ISO 8601, days YYYY-MM-DD.
 * `total.isEstimate` says that there are more than were counted.
 */
export const listServers = query({
  name: "list-servers",
  permission: "server:read",
  input: listServersInput,
  run: async ({ tx }, filter) => {
    const cursor = filter.cursor === undefined ? null : decodeCursor(filter.cursor, filter.sort);
    const rows = await listServerRows(tx, filter, cursor);
    const page = rows.slice(0, filter.limit);
    const last = page.at(-1);
    const hasMore = rows.length > filter.limit;
    const count = await countServerRows(tx, filter);
    return {
      items: page.map(toItem),
      nextCursor:
        hasMore && last !== undefined
          ? encodeCursor({ sort: filter.sort, value: last.sort_value, id: last.id })
          : null,
      total: { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT },
    };
  },
});

export type ServerListItem = ReturnType<typeof toItem>;

function toItem(row: ServerListRow) {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    purpose: row.purpose,
    state: row.state,
    stateReason: row.state_reason,
    environment: row.environment,
    criticality: row.criticality,
    team: row.team,
    transport: row.transport,
    packageName: row.package_name,
    packageVersion: row.package_version,
    owner: row.owner,
    serverRole: row.server_role,
    toolCount: row.tool_count,
    enabledHighImpactCount: row.enabled_high_impact_count,
    openFindingCount: row.open_finding_count,
    worstSeverity: row.worst_severity,
    soonestCredentialExpiry: row.soonest_expiry?.toISOString() ?? null,
    nextReviewOn: row.next_review_on.toISOString().slice(0, 10),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}
