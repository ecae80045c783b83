import { lookUp } from "#lib/kernel/db.ts";
import { DirectConnection } from "#lib/kernel/direct-connection.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";

/** One organization's entries among what a look found. */
export interface Entries {
  organizationId: string;
  ids: readonly bigint[];
  transactions: readonly bigint[];
}

export interface Look {
  /** The oldest transaction that was under way: everything before it has been seen. */
  horizon: bigint;
  /** The database's clock, milliseconds since 1970. */
  at: number;
  entries: Entries[];
}

/** Greater than any transaction's number: a look from here on finds nothing, and says where to go on from. */
export const FROM_NOW_ON = 2n ** 63n - 1n;

/** A connection that is notified of changes. @throws AppError `unavailable` */
export async function listenForChanges(
  answerTimeoutMs: number,
  onNotification: (organizationId: string) => void,
): Promise<DirectConnection> {
  const connection = await DirectConnection.open({ answerTimeoutMs, onNotification });
  await connection.ask("listen decisions").catch((error: unknown) => {
    connection.close();
    throw error;
  });
  return connection;
}

/** Which database this is: another one, or an older state of it, has other transactions under the same numbers. */
export async function nameOfDatabase(connection: DirectConnection): Promise<string> {
  const [row] = await connection.ask<{ name: string }>(
    `select format('%s/%s/%s', s.system_identifier, c.timeline_id, current_database()) as name
     from pg_control_system() s, pg_control_checkpoint() c`,
  );
  return row?.name ?? "";
}

/** One look over all organizations: who has entries of transactions from `since` on. */
export async function lookForChanges(connection: DirectConnection, since: bigint): Promise<Look> {
  const rows = await connection.ask<{
    horizon: string;
    at: number;
    organizationId: string | null;
    ids: string[];
    transactions: string[];
  }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
       (extract(epoch from clock_timestamp()) * 1000)::float8 as at, c.organization_id as "organizationId",
       c.ids::text[] as ids, c.transactions::text[] as transactions
     from (values (1)) one left join decision_changes_since($1) c on true`,
    [since.toString()],
  );
  const [first] = rows;
  if (first === undefined) throw new Error("a look for changes had no answer");
  const entries = rows.flatMap(({ organizationId, ids, transactions }): Entries[] =>
    organizationId === null
      ? []
      : [{ organizationId, ids: ids.map(BigInt), transactions: transactions.map(BigInt) }],
  );
  return { horizon: BigInt(first.horizon), at: first.at, entries };
}

/** Clears away entries that every process has followed long ago. */
export async function clearOldChanges(organizationId: string): Promise<void> {
  await lookUp(Prisma.sql`select clear_decision_changes(${organizationId}::uuid)::text as cleared`);
}
