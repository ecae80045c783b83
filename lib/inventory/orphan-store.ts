import type { Tx } from "../kernel/db.ts";

export interface Orphan {
  id: string;
  slug: string;
  name: string;
  backupOwner: string | null;
}

/** How many servers of a person who left were not noted yet, by who backs them up. */
export async function countOrphans(
  tx: Tx,
  userId: string,
): Promise<{ backupOwnerId: string | null; servers: number }[]> {
  const rows = await tx.$queryRaw<{ backupOwnerId: string | null; servers: bigint }[]>`
    select case when u.is_active then s.backup_owner_id end as "backupOwnerId", count(*) as servers
    from server s
    left join users u on u.organization_id = s.organization_id and u.id = s.backup_owner_id
    where s.owner_id = ${userId}::uuid and s.orphaned_at is null and s.state <> 'retired'
    group by 1 order by 2 desc, 1`;
  return rows.map((row) => ({ ...row, servers: Number(row.servers) }));
}

/** Notes a batch of them. Not a change of their records: whoever edits one meanwhile is not disturbed. */
export async function markOrphans(tx: Tx, userId: string, at: Date, limit: number): Promise<Orphan[]> {
  return tx.$queryRaw<Orphan[]>`
    with noted as (
      update server set orphaned_at = ${at}
      where id in (
        select id from server
        where owner_id = ${userId}::uuid and orphaned_at is null and state <> 'retired'
        order by id limit ${limit} for no key update
      )
      returning organization_id, id, slug, name, backup_owner_id
    )
    select n.id, n.slug, n.name, u.name as "backupOwner"
    from noted n left join users u on u.organization_id = n.organization_id and u.id = n.backup_owner_id
    order by n.id`;
}

/** Forgets it again, as when the owner came back. */
export async function unmarkOrphans(tx: Tx, userId: string, limit: number): Promise<Orphan[]> {
  return tx.$queryRaw<Orphan[]>`
    with returned as (
      update server set orphaned_at = null
      where id in (
        select id from server where owner_id = ${userId}::uuid and orphaned_at is not null
        order by id limit ${limit} for no key update
      )
      returning id, slug, name
    )
    select id, slug, name, null as "backupOwner" from returned order by id`;
}

export async function countConsumersOf(tx: Tx, userId: string): Promise<number> {
  return tx.consumer.count({ where: { ownerId: userId } });
}

export async function loadPerson(
  tx: Tx,
  id: string,
): Promise<{ id: string; name: string; isActive: boolean } | null> {
  return tx.user.findFirst({ where: { id }, select: { id: true, name: true, isActive: true } });
}

/** People who left, still own a server, and whose leaving was not noted. */
export async function listLeftOwners(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select u.id from users u
    where not u.is_active and exists (
      select from server s
      where s.organization_id = u.organization_id and s.owner_id = u.id and s.orphaned_at is null
        and s.state <> 'retired'
    )
    order by u.id limit ${limit}`;
  return rows.map((row) => row.id);
}

/** Servers a person backs up whose owner has left or that have none. One more than asked says that there are more. */
export async function listBackedUpOrphans(
  tx: Tx,
  userId: string,
  limit: number,
): Promise<{ id: string; slug: string; name: string; ownerName: string | null }[]> {
  const rows = await tx.server.findMany({
    where: {
      backupOwnerId: userId,
      state: { notIn: ["retired", "revoked"] },
      OR: [{ ownerId: null }, { owner: { isActive: false } }],
    },
    select: { id: true, slug: true, name: true, owner: { select: { name: true } } },
    orderBy: { id: "asc" },
    take: limit,
  });
  return rows.map(({ owner, ...server }) => ({ ...server, ownerName: owner?.name ?? null }));
}
