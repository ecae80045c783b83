import type { Tx } from "../kernel/db.ts";

export interface SuspendedServer {
  id: string;
  slug: string;
  name: string;
  ownerId: string | null;
  backupOwnerId: string | null;
  reason: string;
}

/** Suspends those of these servers that are registered or active, locked in the order of their ids. */
export async function suspendServerRows(
  tx: Tx,
  servers: readonly { serverId: string; reason: string }[],
  now: Date,
): Promise<SuspendedServer[]> {
  const [ids, reasons] = [servers.map(({ serverId }) => serverId), servers.map(({ reason }) => reason)];
  return tx.$queryRaw<SuspendedServer[]>`
    with before as (
      select s.organization_id, s.id, n.reason
      from server s
      join unnest(${ids}::uuid[], ${reasons}::text[]) as n(id, reason) on n.id = s.id
      where s.state in ('registered', 'active')
      order by s.id for no key update of s
    )
    update server s set state = 'suspended', state_reason = b.reason, updated_at = ${now}, version = s.version + 1
    from before b
    where s.organization_id = b.organization_id and s.id = b.id
    returning s.id, s.slug, s.name, s.owner_id as "ownerId", s.backup_owner_id as "backupOwnerId", b.reason`;
}
