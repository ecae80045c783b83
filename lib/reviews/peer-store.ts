import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { ItemRow } from "./store.ts";

/** How many others like it have the same; at most PEERS_MAX are looked at. */
export interface Peers {
  /** Others that are like it: servers of its role, or of its team and environment; consumers or credentials of its kind. */
  like: "server_role" | "team" | "consumer_kind" | "credential_kind";
  /** What they are called by: the role, the team (empty for none), the kind. */
  name: string;
  count: number;
  /** How many of them have what the item is about. */
  have: number;
}

const PEERS_MAX = 500;

/** What others like it have, to compare with; null where there are no others. */
export async function loadPeers(tx: Tx, item: ItemRow): Promise<Peers | null> {
  const peers = await (item.subjectKind === "access"
    ? consumersLikeIt(tx, item)
    : item.subjectKind === "credential"
      ? credentialsLikeIt(tx, item)
      : serversLikeIt(tx, item));
  return peers === null || peers.count === 0 ? null : peers;
}

type Row = { name: string | null; count: bigint; have: bigint };

async function consumersLikeIt(tx: Tx, { facts, serverId }: ItemRow): Promise<Peers | null> {
  if (facts.consumer === null) return null;
  const [row] = await tx.$queryRaw<Row[]>`
    select null as name, count(*) as count, count(*) filter (where exists (
      select from grants g where g.organization_id = p.organization_id and g.server_id = ${serverId}::uuid
        and g.consumer_id = p.id and g.kind = 'access' and g.state = 'active')) as have
    from (select c.organization_id, c.id from consumer c
      where c.kind = ${facts.consumer.kind}::consumer_kind and c.id <> ${facts.consumer.id}::uuid
        and c.deactivated_at is null
      limit ${PEERS_MAX}) p`;
  return toPeers("consumer_kind", row, facts.consumer.kind);
}

async function credentialsLikeIt(tx: Tx, { facts, subjectId }: ItemRow): Promise<Peers | null> {
  if (facts.credential == null) return null;
  const [row] = await tx.$queryRaw<Row[]>`
    select null as name, count(*) as count, count(*) filter (where p.expires_at is not null) as have
    from (select c.expires_at from credential c
      where c.kind = ${facts.credential.kind}::credential_kind and c.state = 'active' and c.id <> ${subjectId}::uuid
      limit ${PEERS_MAX}) p`;
  return toPeers("credential_kind", row, facts.credential.kind);
}

/** Servers of its role; where it has none, those of its team and environment. */
async function serversLikeIt(tx: Tx, item: ItemRow): Promise<Peers | null> {
  const [own] = await tx.$queryRaw<{ roleId: string | null; role: string | null; team: string | null }[]>`
    select s.server_role_id as "roleId", r.slug as role, s.team from server s
    left join server_role r on r.organization_id = s.organization_id and r.id = s.server_role_id
    where s.id = ${item.serverId}::uuid`;
  if (own === undefined) return null;
  const alike =
    own.roleId === null
      ? Prisma.sql`s.team is not distinct from ${own.team}
          and s.environment = (select x.environment from server x where x.id = ${item.serverId}::uuid)`
      : Prisma.sql`s.server_role_id = ${own.roleId}::uuid`;
  const [row] = await tx.$queryRaw<Row[]>`
    select null as name, count(*) as count, count(*) filter (where exists (${theSame(item)})) as have
    from (select s.organization_id, s.id from server s
      where ${alike} and s.state in ('registered', 'active') and s.id <> ${item.serverId}::uuid
      limit ${PEERS_MAX}) p`;
  return own.roleId === null
    ? toPeers("team", row, own.team ?? "")
    : toPeers("server_role", row, own.role ?? "");
}

/** What another server would have to have, over p. */
function theSame({ facts }: ItemRow): Prisma.Sql {
  if (facts.tool !== null) {
    return Prisma.sql`select from tool t where t.organization_id = p.organization_id and t.server_id = p.id
      and t.state = 'enabled' and t.reviewed_impact >= ${facts.tool.impact}::impact`;
  }
  if (facts.scope !== null) {
    return Prisma.sql`select from grants g where g.organization_id = p.organization_id and g.server_id = p.id
      and g.kind = 'scope' and g.state = 'active' and g.scope_name = ${facts.scope.name}`;
  }
  return Prisma.sql`select from revocation_step v where v.organization_id = p.organization_id and v.server_id = p.id`;
}

function toPeers(like: Peers["like"], row: Row | undefined, name: string): Peers | null {
  return row === undefined ? null : { like, name, count: Number(row.count), have: Number(row.have) };
}
