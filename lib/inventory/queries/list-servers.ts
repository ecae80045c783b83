import { query } from "../../kernel/query.ts";
import { decodeCursor, encodeCursor } from "../list-cursor.ts";
import { planList } from "../list-plan.ts";
import { readQuestion } from "../read-question.ts";
import { listServersInput, orderOf } from "../server-list-input.ts";
import { COUNT_LIMIT, countMatches, listPageRows, type ServerListRow } from "../server-list-store.ts";

/**
 * A page of servers, filtered and sorted, with what the list shows of each. Times are ISO 8601, days YYYY-MM-DD.
 * `total.isEstimate` says that there are more than were counted; `didYouMean` what was searched for instead of words
 * that no server carries.
 */
export const listServers = query({
  name: "list-servers",
  permission: "server:read",
  input: listServersInput,
  run: async ({ tx, now }, { sort: asked, limit, cursor: given, ...filter }) => {
    const sort = orderOf({ sort: asked, q: filter.q });
    const cursor = decodeCursor(given, sort);
    const asking = await readQuestion(tx, filter, now, sort);
    const { question, selectivity, exactCount, isHopeless, typed, didYouMean } = asking;
    if (isHopeless) return { items: [], nextCursor: null, total: { count: 0, isEstimate: false } };
    const plan = planList(selectivity, limit + 1);
    const rows = await listPageRows(tx, question, plan, { sort, limit, cursor, typed });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const count = exactCount ?? (await countMatches(tx, question, COUNT_LIMIT, selectivity));
    return {
      items: page.map(toItem),
      nextCursor:
        rows.length > limit && last !== undefined
          ? encodeCursor({ sort, value: last.sort_value, id: last.id })
          : null,
      total:
        exactCount === null
          ? { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT }
          : { count, isEstimate: false },
      ...(didYouMean === undefined ? {} : { didYouMean }),
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
    tags: row.tags,
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
    lastReviewedOn: row.last_reviewed_on?.toISOString().slice(0, 10) ?? null,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}
