import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { Environment, ServerState } from "../kernel/generated/enums.ts";

export interface SystemLink {
  serverId: string;
  systemId: string;
  note: string | null;
}

export async function findLink(tx: Tx, serverId: string, systemId: string): Promise<SystemLink | null> {
  return tx.serverSystem.findFirst({
    where: { serverId, systemId },
    select: { serverId: true, systemId: true, note: true },
  });
}

export async function insertLink(tx: Tx, link: Prisma.ServerSystemUncheckedCreateInput): Promise<void> {
  await tx.serverSystem.create({ data: link });
}

export async function deleteLink(tx: Tx, serverId: string, systemId: string): Promise<void> {
  await tx.serverSystem.deleteMany({ where: { serverId, systemId } });
}

/** More than any server should reach; the form refuses one more. */
export const LINK_LIMIT = 200;

/** What a server reaches, by name. */
export async function listLinksOfServer(tx: Tx, serverId: string) {
  return tx.serverSystem.findMany({
    where: { serverId },
    select: {
      note: true,
      linkedAt: true,
      system: {
        select: {
          id: true,
          slug: true,
          name: true,
          description: true,
          dataClasses: true,
          criticality: true,
        },
      },
    },
    orderBy: [{ system: { name: "asc" } }, { systemId: "asc" }],
    take: LINK_LIMIT,
  });
}

export interface ReachedSystem {
  serverId: string;
  id: string;
  slug: string;
  name: string;
  dataClasses: string[];
}

/** The systems that these servers reach, with what they hold. */
export async function listReachedSystems(tx: Tx, serverIds: readonly string[]): Promise<ReachedSystem[]> {
  return tx.$queryRaw<ReachedSystem[]>`
    select l.server_id as "serverId", s.id, s.slug, s.name, s.data_classes as "dataClasses"
    from server_system l join system s on s.organization_id = l.organization_id and s.id = l.system_id
    where l.server_id = any (${[...serverIds]}::uuid[])
    order by l.server_id, s.name, s.id`;
}

export interface SystemServerRow {
  id: string;
  slug: string;
  name: string;
  state: ServerState;
  environment: Environment;
  note: string | null;
  owner: { id: string; name: string; email: string; isActive: boolean } | null;
  enabled_high_impact_count: number;
}

/** Servers that reach a system, in the order of their ids. */
export async function listServersOfSystem(
  tx: Tx,
  systemId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<SystemServerRow[]> {
  const range = after === null ? Prisma.sql`true` : Prisma.sql`l.server_id > ${after}::uuid`;
  return tx.$queryRaw<SystemServerRow[]>`
    select s.id, s.slug, s.name, s.state, s.environment, l.note,
      case when u.id is not null
        then jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'isActive', u.is_active) end as owner,
      i.enabled_high_impact_count
    from (
      select * from server_system l where l.system_id = ${systemId}::uuid and ${range}
      order by l.server_id limit ${limit}
    ) l
    join server s on s.id = l.server_id
    join server_listing i on i.server_id = l.server_id
    left join users u on u.id = s.owner_id
    order by l.server_id`;
}

/** Ids of servers that reach a system, after the one given. */
export async function listServerIdsOfSystem(
  tx: Tx,
  systemId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await tx.serverSystem.findMany({
    where: { systemId, ...(after === null ? {} : { serverId: { gt: after } }) },
    select: { serverId: true },
    orderBy: { serverId: "asc" },
    take: limit,
  });
  return rows.map(({ serverId }) => serverId);
}
