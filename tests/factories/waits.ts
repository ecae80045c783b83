import type { Tx } from "#lib/kernel/db.ts";

/** True once another transaction waits for a row that this one holds. */
export async function somebodyWaitsFor(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ waits: boolean }[]>`
    select exists (select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))) as waits`;
  return row?.waits ?? false;
}
