import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { Criticality, Impact } from "../kernel/generated/enums.ts";
import { asLikeText } from "../kernel/like.ts";

export interface SystemFacts {
  id: string;
  slug: string;
  name: string;
  description: string;
  dataClasses: string[];
  criticality: Criticality;
  ownerId: string | null;
  url: string | null;
  version: number;
}

const factColumns = {
  id: true,
  slug: true,
  name: true,
  description: true,
  dataClasses: true,
  criticality: true,
  ownerId: true,
  url: true,
  version: true,
} satisfies Prisma.SystemSelect;

/** Locked until commit, against links too: no server comes to reach it meanwhile. @throws AppError `not_found` */
export async function lockSystem(tx: Tx, id: string): Promise<SystemFacts> {
  await tx.$queryRaw`select id from system where id = ${id}::uuid for update`;
  return loadSystem(tx, id);
}

/** Held as it is until commit; others may hold it too, nobody may change it. @throws AppError `not_found` */
export async function holdSystem(tx: Tx, id: string): Promise<SystemFacts> {
  await tx.$queryRaw`select id from system where id = ${id}::uuid for share`;
  return loadSystem(tx, id);
}

/** @throws AppError `not_found` */
export async function loadSystem(tx: Tx, id: string): Promise<SystemFacts> {
  const system = await tx.system.findFirst({ where: { id }, select: factColumns });
  if (system === null) throw notFound("system");
  return system;
}

const pageColumns = {
  ...factColumns,
  registeredAt: true,
  updatedAt: true,
  owner: { select: { id: true, name: true, email: true, isActive: true } },
} satisfies Prisma.SystemSelect;

/** @throws AppError `not_found` */
export async function loadSystemPage(tx: Tx, slug: string) {
  const system = await tx.system.findFirst({ where: { slug }, select: pageColumns });
  if (system === null) throw notFound("system");
  return system;
}

/** Whether another system has this name, however it is written. */
export async function isNameTaken(tx: Tx, name: string, exceptId: string | null): Promise<boolean> {
  const found = await tx.system.findFirst({
    where: {
      name: { equals: name, mode: "insensitive" },
      ...(exceptId === null ? {} : { id: { not: exceptId } }),
    },
    select: { id: true },
  });
  return found !== null;
}

export async function insertSystem(tx: Tx, system: Prisma.SystemUncheckedCreateInput): Promise<void> {
  await tx.system.create({ data: system });
}

/** Saves if nobody else has saved since it was read; @throws AppError `conflict` otherwise. */
export async function saveSystem(
  tx: Tx,
  read: { id: string; version: number },
  data: Prisma.SystemUncheckedUpdateManyInput,
  at: Date,
): Promise<void> {
  const { count } = await tx.system.updateMany({
    where: { id: read.id, version: read.version },
    data: { ...data, updatedAt: at, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("system");
}

export async function deleteSystem(tx: Tx, id: string): Promise<void> {
  await tx.system.deleteMany({ where: { id } });
}

export interface SystemListRow {
  id: string;
  slug: string;
  name: string;
  description: string;
  data_classes: string[];
  criticality: Criticality;
  owner: { id: string; name: string; email: string; isActive: boolean } | null;
  server_count: number;
}

/** Counting servers of a system stops here; what is beyond shows as "1,000+". */
export const SERVER_COUNT_LIMIT = 1_000;

/** Systems by name, whose name or description holds `q`. An organization has thousands, not millions. */
export async function listSystemRows(
  tx: Tx,
  { q, after, limit }: { q: string; after: { name: string; id: string } | null; limit: number },
): Promise<SystemListRow[]> {
  const pattern = `%${asLikeText(q)}%`;
  const matches =
    q === "" ? Prisma.sql`true` : Prisma.sql`(s.name ilike ${pattern} or s.description ilike ${pattern})`;
  const range =
    after === null ? Prisma.sql`true` : Prisma.sql`(s.name, s.id) > (${after.name}, ${after.id}::uuid)`;
  return tx.$queryRaw<SystemListRow[]>`
    select s.id, s.slug, s.name, s.description, s.data_classes, s.criticality,
      case when u.id is not null
        then jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'isActive', u.is_active) end as owner,
      (select count(*)::int from (
        select from server_system l where l.system_id = s.id limit ${SERVER_COUNT_LIMIT + 1}
      ) counted) as server_count
    from (select * from system s where ${matches} and ${range} order by s.name, s.id limit ${limit}) s
    left join users u on u.id = s.owner_id
    order by s.name, s.id`;
}

/** How many servers reach a system, counted up to the limit and one. */
export async function countSystemServers(tx: Tx, systemId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from (select from server_system where system_id = ${systemId}::uuid limit ${SERVER_COUNT_LIMIT + 1}) counted`;
  return row?.count ?? 0;
}

/** Impacts of tools that servers of this system have enabled, without the order that a count would need. */
export async function loadReachingImpacts(tx: Tx, systemId: string): Promise<Impact[]> {
  const rows = await tx.$queryRaw<{ impact: Impact }[]>`
    select distinct t.reviewed_impact as impact
    from (select server_id from server_system where system_id = ${systemId}::uuid limit ${SERVER_COUNT_LIMIT}) l
    join tool t on t.server_id = l.server_id and t.state = 'enabled'`;
  return rows.map(({ impact }) => impact);
}
