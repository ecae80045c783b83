import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { ServerState } from "../kernel/generated/enums.ts";
import { ANSWERING, withAnswering } from "./answerer-store.ts";
import type { ServerFacts } from "./facts.ts";

const factColumns = {
  id: true,
  slug: true,
  name: true,
  purpose: true,
  state: true,
  stateReason: true,
  environment: true,
  criticality: true,
  team: true,
  transport: true,
  command: true,
  args: true,
  url: true,
  packageRegistry: true,
  packageName: true,
  packageVersion: true,
  identityKey: true,
  identityDigest: true,
  dataClasses: true,
  tags: true,
  ownerId: true,
  backupOwnerId: true,
  serverRoleId: true,
  nextReviewOn: true,
  lastReviewedOn: true,
  lastSeenAt: true,
  lastIntrospectedAt: true,
  retireAskedById: true,
  retireAskedAt: true,
  registeredById: true,
  registeredAt: true,
  updatedAt: true,
  version: true,
} satisfies Prisma.ServerSelect;

/** @throws AppError `not_found` when it does not exist or belongs to another organization */
export async function loadServerRow(tx: Tx, by: { id: string } | { slug: string }): Promise<ServerFacts> {
  const server = await tx.server.findFirst({ where: by, select: factColumns });
  if (server === null) throw notFound("server");
  return server;
}

/** Of these ids, the servers there are, in order. */
export async function listServerFacts(tx: Tx, ids: readonly string[]): Promise<ServerFacts[]> {
  return tx.server.findMany({ where: { id: { in: [...ids] } }, select: factColumns, orderBy: { id: "asc" } });
}

/** Locks the row until commit: whoever changes a server's identity or tools does so one after the other. */
export async function lockServerRow(tx: Tx, id: string): Promise<ServerFacts> {
  await tx.$queryRaw`select id from server where id = ${id}::uuid for no key update`;
  return loadServerRow(tx, { id });
}

/** Holds the row as it is until commit; others may hold it too, nobody may change it. */
export async function holdServerRow(tx: Tx, id: string): Promise<ServerFacts> {
  await tx.$queryRaw`select id from server where id = ${id}::uuid for share`;
  return loadServerRow(tx, { id });
}

/** Keeps others from changing these rows until commit; in the order of their ids, so that two callers cannot wait for each other. */
export async function holdServerRows(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    select id from server where id = any (${[...new Set(ids)]}::uuid[]) order by id for no key update`;
}

/** Saves if nobody else has saved since it was read; @throws AppError `conflict` otherwise. */
export async function saveServer(
  tx: Tx,
  read: { id: string; version: number; state: ServerState },
  data: Prisma.ServerUncheckedUpdateManyInput,
  at: Date,
): Promise<void> {
  const { count } = await tx.server.updateMany({
    where: { id: read.id, version: read.version, state: read.state },
    data: { ...data, updatedAt: at, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("server");
}

/** Notes a look at the server. Not a change of its record: whoever edits it meanwhile is not disturbed. */
export async function markIntrospected(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.server.updateMany({ where: { id }, data: { lastSeenAt: at, lastIntrospectedAt: at } });
}

/** The newest sighting counts; an older one moves nothing back. */
export async function saveLastSeen(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  await tx.$executeRaw`
    update server set last_seen_at = ${at}::timestamptz
    where id = any (${ids}::uuid[]) and (last_seen_at is null or last_seen_at < ${at}::timestamptz)`;
}

export async function insertServer(tx: Tx, server: Prisma.ServerUncheckedCreateInput): Promise<void> {
  await tx.server.create({ data: server });
}

/**
 * Registrations and changes of identity of one organization go one after the other, so that two cannot take one slug
 * or one identity. Held until commit.
 */
export async function lockIdentities(tx: Tx, organizationId: string): Promise<void> {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended(${`inventory.identity:${organizationId}`}, 0))::text as locked`;
}

export async function insertServers(tx: Tx, servers: Prisma.ServerUncheckedCreateInput[]): Promise<void> {
  if (servers.length > 0) await tx.server.createMany({ data: servers });
}

const SLUGS_OF = {
  server: Prisma.sql`select slug from server`,
  consumer: Prisma.sql`select slug from consumer`,
  system: Prisma.sql`select slug from system`,
};

/** Which of these slugs are taken. */
export async function listTakenSlugs(
  tx: Tx,
  table: keyof typeof SLUGS_OF,
  slugs: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    ${SLUGS_OF[table]} where slug = any (${slugs}::text[])`;
  return new Set(rows.map((row) => row.slug));
}

/** Which of these identities are governed, as a server's own or through a merge, and by which server. */
export async function findGovernedIdentities(
  tx: Tx,
  identityKeys: readonly string[],
): Promise<Map<string, { slug: string; name: string }>> {
  const rows = await tx.$queryRaw<{ identityKey: string; slug: string; name: string }[]>`
    select identity_key as "identityKey", slug, name from server
    where identity_key = any (${identityKeys}::text[]) and state <> 'retired'
    union all
    select a.identity_key, s.slug, s.name from server_alias a
    join server s on s.organization_id = a.organization_id and s.id = a.server_id and s.state <> 'retired'
    where a.identity_key = any (${identityKeys}::text[])`;
  return new Map(rows.map(({ identityKey, ...server }) => [identityKey, server]));
}

/** One more identity of a server. One that a retired server had is taken over. */
export async function insertAlias(
  tx: Tx,
  organizationId: string,
  identityKey: string,
  serverId: string,
  at: Date,
): Promise<void> {
  await tx.serverAlias.deleteMany({ where: { identityKey } });
  await tx.serverAlias.create({ data: { organizationId, identityKey, serverId, addedAt: at } });
}

/** The server, not retired, that already has this identity, as its own or through a merge. */
export async function findByIdentity(
  tx: Tx,
  identityKey: string,
): Promise<{ id: string; slug: string; name: string } | null> {
  const select = { id: true, slug: true, name: true };
  const own = await tx.server.findFirst({ where: { identityKey, state: { not: "retired" } }, select });
  if (own !== null) return own;
  return tx.server.findFirst({
    where: { aliases: { some: { identityKey } }, state: { not: "retired" } },
    select,
  });
}

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
  /** Whether their roles let them change what they answer for. */
  mayAnswer: boolean;
}

export async function findPeople(tx: Tx, ids: readonly string[]): Promise<PersonRow[]> {
  const rows = await tx.user.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, email: true, isActive: true, ...ANSWERING },
  });
  return rows.map(withAnswering);
}

/** Which of these server roles a server can be given: archived ones stay readable only. */
export async function listServerRoleIds(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const where = { id: { in: [...ids] }, archivedAt: null };
  const rows = await tx.serverRole.findMany({ where, select: { id: true } });
  return new Set(rows.map((row) => row.id));
}

/** The same, held until commit: whoever archives one of them waits, and finds the server that was given it. */
export async function holdServerRoles(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from server_role where id = any (${[...ids]}::uuid[]) and archived_at is null order by id for share`;
  return new Set(rows.map((row) => row.id));
}
