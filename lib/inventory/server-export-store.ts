import type { Tx } from "../kernel/db.ts";
import type { ListServersInput } from "./input.ts";
import type { ListCursor } from "./list-cursor.ts";
import { listServerRows } from "./list-server-rows.ts";

/** What an export says of a server beyond what the list knows. */
interface ServerRecordRow {
  id: string;
  slug: string;
  name: string;
  purpose: string;
  state: string;
  state_reason: string | null;
  environment: string;
  criticality: string;
  team: string | null;
  tags: string[];
  data_classes: string[];
  transport: string;
  package_registry: string | null;
  package_name: string | null;
  package_version: string | null;
  url: string | null;
  owner_name: string | null;
  owner_email: string | null;
  owner_is_active: boolean | null;
  backup_owner_name: string | null;
  backup_owner_email: string | null;
  server_role: string | null;
  next_review_on: Date;
  last_reviewed_on: Date | null;
  last_seen_at: Date | null;
  registered_at: Date;
  updated_at: Date;
}

/**
 * One batch in the list's own order: the list says which servers, their records are then read by id. `last` is where
 * the next batch goes on, null at the end.
 */
export async function listExportRows(tx: Tx, filter: ListServersInput, cursor: ListCursor | null, now: Date) {
  const listed = await listServerRows(tx, filter, cursor, now);
  const batch = listed.slice(0, filter.limit);
  const ids = batch.map(({ id }) => id);
  const records = await tx.$queryRaw<ServerRecordRow[]>`
    select s.id, s.slug, s.name, s.purpose, s.state, s.state_reason, s.environment, s.criticality, s.team, s.tags,
      s.data_classes, s.transport, s.package_registry, s.package_name, s.package_version, s.url,
      o.name as owner_name, o.email as owner_email, o.is_active as owner_is_active,
      b.name as backup_owner_name, b.email as backup_owner_email, r.name as server_role,
      s.next_review_on, s.last_reviewed_on, s.last_seen_at, s.registered_at, s.updated_at
    from server s
    left join users o on o.organization_id = s.organization_id and o.id = s.owner_id
    left join users b on b.organization_id = s.organization_id and b.id = s.backup_owner_id
    left join server_role r on r.organization_id = s.organization_id and r.id = s.server_role_id
    where s.id = any(${ids}::uuid[])`;
  const recordOf = new Map(records.map((record) => [record.id, record]));
  const rows = batch.flatMap((row) => {
    const record = recordOf.get(row.id);
    return record === undefined ? [] : [{ ...record, listed: row }];
  });
  return { rows, last: listed.length > filter.limit ? (batch.at(-1) ?? null) : null };
}

export type ExportRow = Awaited<ReturnType<typeof listExportRows>>["rows"][number];
