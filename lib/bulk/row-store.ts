import type { SavedFields, SetFields } from "../inventory/wanted-change.ts";
import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { BulkRowState, Environment, ServerState } from "../kernel/generated/enums.ts";

interface OfChange {
  organizationId: string;
  bulkChangeId: string;
}

/** Freezes these servers into the bulk change; gives how many there are. */
export async function insertRows(tx: Tx, of: OfChange, serverIds: readonly string[]): Promise<number> {
  return tx.$executeRaw`
    insert into bulk_change_row (organization_id, bulk_change_id, server_id, state)
    select ${of.organizationId}::uuid, ${of.bulkChangeId}::uuid, s.id, 'waiting'
    from server s where s.organization_id = ${of.organizationId}::uuid and s.id = any(${serverIds}::uuid[])
    order by s.id
    on conflict do nothing`;
}

/** Freezes the next servers that another bulk change changed, with what stood there before and what must stand now. */
export async function insertPutBackRows(
  tx: Tx,
  of: OfChange,
  from: { putBackOfId: string; after: string | null; limit: number },
): Promise<{ count: number; last: string | null }> {
  const behind = from.after === null ? Prisma.empty : Prisma.sql`and server_id > ${from.after}::uuid`;
  const rows = await tx.$queryRaw<{ server_id: string }[]>`
    insert into bulk_change_row (organization_id, bulk_change_id, server_id, state, wanted, expected)
    select organization_id, ${of.bulkChangeId}::uuid, server_id, 'waiting', before, after
    from bulk_change_row
    where organization_id = ${of.organizationId}::uuid and bulk_change_id = ${from.putBackOfId}::uuid
      and state = 'changed' ${behind}
    order by server_id limit ${from.limit}
    on conflict do nothing
    returning server_id`;
  return {
    count: rows.length,
    last:
      rows
        .map((row) => row.server_id)
        .toSorted()
        .at(-1) ?? null,
  };
}

export interface WaitingRow {
  serverId: string;
  wanted: SetFields | null;
  expected: SetFields | null;
}

/** The next servers that wait, by id. */
export async function listWaitingRows(tx: Tx, of: OfChange, limit: number): Promise<WaitingRow[]> {
  return tx.$queryRaw<WaitingRow[]>`
    select server_id as "serverId", wanted, expected from bulk_change_row
    where organization_id = ${of.organizationId}::uuid and bulk_change_id = ${of.bulkChangeId}::uuid
      and settled_at is null
    order by server_id limit ${limit}`;
}

export interface SettledRow {
  serverId: string;
  state: Exclude<BulkRowState, "waiting">;
  reason: string | null;
  before: SavedFields | null;
  after: SavedFields | null;
}

/** Writes what became of servers that waited; gives how many were written. */
export async function settleRows(
  tx: Tx,
  of: OfChange,
  rows: readonly SettledRow[],
  at: Date,
): Promise<number> {
  return tx.$executeRaw`
    update bulk_change_row r set state = v.state::bulk_row_state, reason = v.reason,
      before = nullif(v.before, 'null'::jsonb), after = nullif(v.after, 'null'::jsonb), settled_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as v("serverId" uuid, state text, reason text, before jsonb, after jsonb)
    where r.organization_id = ${of.organizationId}::uuid and r.bulk_change_id = ${of.bulkChangeId}::uuid
      and r.server_id = v."serverId" and r.settled_at is null`;
}

/** Lets what failed wait again; gives how many that were. */
export async function reopenFailedRows(tx: Tx, of: OfChange): Promise<number> {
  return tx.$executeRaw`
    update bulk_change_row set state = 'waiting', reason = null, settled_at = null
    where organization_id = ${of.organizationId}::uuid and bulk_change_id = ${of.bulkChangeId}::uuid
      and reason is not null and state = 'failed'`;
}

export interface BulkRow {
  serverId: string;
  state: BulkRowState;
  reason: string | null;
  before: SavedFields | null;
  after: SavedFields | null;
  settledAt: Date | null;
  slug: string;
  name: string;
  environment: Environment;
  serverState: ServerState;
}

/** Servers of a bulk change by id, those after `after`; of one outcome when asked. */
export async function listRows(
  tx: Tx,
  of: OfChange,
  page: { state: BulkRowState | undefined; after: string | null; limit: number },
): Promise<BulkRow[]> {
  const behind = page.after === null ? Prisma.empty : Prisma.sql`and r.server_id > ${page.after}::uuid`;
  return tx.$queryRaw<BulkRow[]>`
    select r.server_id as "serverId", r.state::text as state, r.reason, r.before, r.after,
      r.settled_at as "settledAt", s.slug, s.name, s.environment::text as environment,
      s.state::text as "serverState"
    from bulk_change_row r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = ${of.organizationId}::uuid and r.bulk_change_id = ${of.bulkChangeId}::uuid
      ${ofState(page.state)} ${behind}
    order by r.server_id limit ${page.limit}`;
}

/** Says it so that the partial indexes of what waits and what is amiss can be used. */
function ofState(state: BulkRowState | undefined): Prisma.Sql {
  switch (state) {
    case undefined:
      return Prisma.empty;
    case "waiting":
      return Prisma.sql`and r.settled_at is null`;
    case "refused":
    case "failed":
      return Prisma.sql`and r.reason is not null and r.state = ${state}::bulk_row_state`;
    case "changed":
    case "unchanged":
      return Prisma.sql`and r.state = ${state}::bulk_row_state`;
  }
}
