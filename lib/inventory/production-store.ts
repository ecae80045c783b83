import type { Tx } from "../kernel/db.ts";

/**
 * Which of these servers have grants in force that were not approved for production. Grants belong to a room above;
 * only their presence is read.
 */
export async function listGrantedForLess(
  tx: Tx,
  serverIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  if (serverIds.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct g.server_id as id from grants g
    where g.server_id = any (${[...serverIds]}::uuid[]) and g.state <> 'revoked' and g.expires_at > ${now}
      and g.approved_environment is distinct from 'production'`;
  return new Set(rows.map((row) => row.id));
}
