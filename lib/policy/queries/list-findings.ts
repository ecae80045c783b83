import { query } from "../../kernel/query.ts";
import { decodeFindingCursor, encodeFindingCursor } from "../finding-cursor.ts";
import { COUNT_LIMIT, countFindingRows, type FindingRow, listFindingRows } from "../finding-list-store.ts";
import { listFindingsInput } from "../input.ts";
import { findRule } from "../rules/all-rules.ts";

/** A page of findings over all servers, gravest first, then newest. Times are ISO 8601. */
export const listFindings = query({
  name: "list-findings",
  permission: "finding:read",
  input: listFindingsInput,
  run: async ({ tx }, filter) => {
    const cursor = decodeFindingCursor(filter.cursor);
    const rows = await listFindingRows(tx, filter, cursor);
    const page = rows.slice(0, filter.limit);
    const last = page.at(-1);
    const hasMore = rows.length > filter.limit;
    const count = await countFindingRows(tx, filter);
    return {
      items: page.map(toItem),
      nextCursor:
        hasMore && last !== undefined
          ? encodeFindingCursor({
              severity: last.severity,
              openedAt: last.opened_at.toISOString(),
              id: last.id,
            })
          : null,
      total: { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT },
    };
  },
});

export type FindingListItem = ReturnType<typeof toItem>;

function toItem(row: FindingRow) {
  const rule = findRule(row.rule);
  return {
    id: row.id,
    rule: row.rule,
    title: rule?.title ?? row.rule,
    explanation: rule?.explanation ?? "This rule is no longer in force.",
    fix: rule?.fix ?? "Nothing: it goes away with the next evaluation.",
    references: [...(rule?.references ?? [])],
    severity: row.severity,
    summary: row.summary,
    subjectKey: row.subject_key,
    state: row.state,
    openedAt: row.opened_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    server: {
      slug: row.server_slug,
      name: row.server_name,
      state: row.server_state,
      environment: row.environment,
    },
    owner: row.owner,
  };
}
