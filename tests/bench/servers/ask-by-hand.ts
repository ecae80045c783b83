import type { Client } from "pg";
import type { ServerSort } from "#lib/inventory/server-list-input.ts";
import type { Ask } from "./questions.ts";

/** Where a page goes on: the sort's value as text, and the server. */
export interface Place {
  value: string;
  id: string;
}

/** Counting stops where the list's own does. */
const COUNT_LIMIT = 10_000;

const KEYS: Record<string, { column: string; type: string }> = {
  best_match: { column: 'lower(l.name) collate "C"', type: "text" },
  name: { column: 'lower(l.name) collate "C"', type: "text" },
  updated: { column: "l.updated_at", type: "timestamptz" },
  registered: { column: "l.registered_at", type: "timestamptz" },
  next_review: { column: "l.next_review_on", type: "date" },
  expiry: { column: "l.soonest_expiry", type: "timestamptz" },
  last_seen: { column: "l.last_seen_at", type: "timestamptz" },
  risk: { column: "l.risk", type: "smallint" },
};

interface Order {
  column: string;
  type: string;
  direction: "asc" | "desc";
}

function orderOf(sort: ServerSort): Order {
  const key = KEYS[sort.replace(/^-/, "")];
  if (key === undefined) throw new Error(`no such order: ${sort}`);
  return { ...key, direction: sort.startsWith("-") ? "desc" : "asc" };
}

/** `pg`, a connection as the owner without row-level security, and two prepared statements: the page and its count. */
export function byHand(client: Client, organizationId: string, sort: ServerSort, rows: number) {
  const { column, type, direction } = orderOf(sort);
  const begins = (lead: string) => `starts_with(lower(l.name), ${client.escapeLiteral(lead)})`;
  const order = ({ lead }: Ask) =>
    sort === "best_match" && lead !== undefined
      ? `order by not ${begins(lead)}, case when ${begins(lead)} then ${column} end,
          case when ${begins(lead)} then l.server_id end, l.server_id desc`
      : `order by ${column} ${direction}, l.server_id ${direction}`;
  const from = ({ hasWords, where }: Ask) => `from server_listing l
    ${hasWords === true ? "join server_search d on d.organization_id = l.organization_id and d.server_id = l.server_id" : ""}
    where l.organization_id = $1 and ${where === "" ? "true" : where}`;
  const page = (ask: Ask, after: Place | null) => {
    const values = [organizationId, ...ask.values, ...(after === null ? [] : [after.value, after.id])];
    const beyond =
      after === null
        ? ""
        : `and (${column}, l.server_id) ${direction === "asc" ? ">" : "<"}
           ($${values.length - 1}::${type}, $${values.length}::uuid)`;
    const text = `
      with page as materialized (select l.* ${from(ask)} ${beyond} ${order(ask)} limit ${rows + 1})
      select s.id, s.slug, s.name, s.purpose, s.state, s.state_reason, s.environment, s.criticality, s.team, s.tags,
        s.transport, s.package_name, s.package_version, s.next_review_on, s.last_seen_at, s.updated_at, l.*,
        u.id, u.name, u.email, u.is_active, r.id, r.slug, r.name
      from page l
      join server s on s.organization_id = l.organization_id and s.id = l.server_id
      left join users u on u.organization_id = s.organization_id and u.id = s.owner_id
      left join server_role r on r.organization_id = s.organization_id and r.id = s.server_role_id
      ${order(ask)}`;
    return { text, values };
  };
  return {
    async ask(ask: Ask, after: Place | null): Promise<{ ids: string[]; count: number }> {
      const listed = await client.query<{ server_id: string }>(page(ask, after));
      const counted = await client.query<{ count: number }>({
        text: `select count(*)::int as count from (select ${from(ask)} limit ${COUNT_LIMIT + 1}) counted`,
        values: [organizationId, ...ask.values],
      });
      return {
        ids: listed.rows.slice(0, rows).map((row) => row.server_id),
        count: Math.min(counted.rows[0]?.count ?? 0, COUNT_LIMIT),
      };
    },
    /** Where nine tenths of what fits have gone by. */
    async deepPlace(ask: Ask): Promise<Place> {
      const { rows: found } = await client.query<Place>({
        text: `select to_jsonb(${column}) #>> '{}' as value, l.server_id as id ${from(ask)} ${order(ask)}
          offset (select count(*) * 9 / 10 ${from(ask)}) limit 1`,
        values: [organizationId, ...ask.values],
      });
      const [place] = found;
      if (place === undefined) throw new Error("nothing fits a question that is to be asked deep");
      return place;
    },
  };
}
