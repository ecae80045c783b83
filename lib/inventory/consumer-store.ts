import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { ConsumerKind } from "../kernel/generated/enums.ts";
import type { ConsumerState } from "./consumers.ts";
import type { ConsumerFacts } from "./facts.ts";

export const LIST_LIMIT = 500;

export async function listConsumerFacts(tx: Tx, ids: readonly string[]): Promise<ConsumerFacts[]> {
  return tx.consumer.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, slug: true, name: true, kind: true, ownerId: true, deactivatedAt: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

const listColumns = {
  id: true,
  slug: true,
  name: true,
  kind: true,
  addedAt: true,
  seenClient: true,
  seenMachine: true,
  deactivatedAt: true,
  deactivateReason: true,
  version: true,
  owner: { select: { id: true, name: true, email: true, isActive: true } },
} satisfies Prisma.ConsumerSelect;

export type ConsumerRow = Prisma.ConsumerGetPayload<{ select: typeof listColumns }>;

/** Active consumers by name whose names contain `q`, one more than 500 when there are more; and these ones besides. */
export async function listConsumerRows(
  tx: Tx,
  { q, ownerId, alsoIds }: { q: string; ownerId?: string | undefined; alsoIds: readonly string[] },
): Promise<{ named: ConsumerRow[]; also: ConsumerRow[] }> {
  const named = await searchConsumerRows(
    tx,
    { q, ownerId, state: "active" },
    { after: null, limit: LIST_LIMIT + 1 },
  );
  const shown = new Set(named.slice(0, LIST_LIMIT).map(({ id }) => id));
  const missing = alsoIds.filter((id) => !shown.has(id));
  const also =
    missing.length === 0
      ? []
      : await tx.consumer.findMany({
          where: { id: { in: missing }, deactivatedAt: null },
          select: listColumns,
          orderBy: [{ name: "asc" }, { id: "asc" }],
        });
  return { named, also };
}

export async function insertConsumer(tx: Tx, consumer: Prisma.ConsumerUncheckedCreateInput): Promise<void> {
  await tx.consumer.create({ data: consumer });
}

/** A client on a machine, as the files that people have show it. */
export interface SeenConsumer {
  client: string;
  machine: string;
}

/** The consumers that these clients are. */
export async function findSeenConsumers(
  tx: Tx,
  seen: readonly SeenConsumer[],
): Promise<(SeenConsumer & { id: string; slug: string; name: string })[]> {
  if (seen.length === 0) return [];
  return tx.$queryRaw`
    select c.id, c.slug, c.name, c.seen_client as client, c.seen_machine as machine
    from unnest(${seen.map(({ client }) => client)}::text[], ${seen.map(({ machine }) => machine)}::text[])
      wanted (client, machine)
    join consumer c on c.seen_client = wanted.client and c.seen_machine = wanted.machine`;
}

export async function insertConsumers(
  tx: Tx,
  consumers: readonly Prisma.ConsumerCreateManyInput[],
): Promise<void> {
  await tx.consumer.createMany({ data: [...consumers] });
}

export interface ConsumerSearch {
  q: string;
  kind?: ConsumerKind | undefined;
  ownerId?: string | undefined;
  state?: ConsumerState | undefined;
}

const IN_STATE: Record<ConsumerState, Prisma.Sql> = {
  active: Prisma.sql`c.deactivated_at is null`,
  inactive: Prisma.sql`c.deactivated_at is not null`,
};

/** A page of consumers by name. */
export async function searchConsumerRows(
  tx: Tx,
  { q, kind, ownerId, state }: ConsumerSearch,
  { after, limit }: { after: { name: string; id: string } | null; limit: number },
): Promise<ConsumerRow[]> {
  const onwards =
    after === null ? Prisma.sql`true` : Prisma.sql`(c.name, c.id) > (${after.name}, ${after.id}::uuid)`;
  const found = await tx.$queryRaw<{ id: string }[]>`
    select c.id from consumer c
    where ${onwards}
      and ${q === "" ? Prisma.sql`true` : Prisma.sql`strpos(lower(c.name), lower(${q})) > 0`}
      and ${kind === undefined ? Prisma.sql`true` : Prisma.sql`c.kind = ${kind}::consumer_kind`}
      and ${state === undefined ? Prisma.sql`true` : IN_STATE[state]}
      and ${ownerId === undefined ? Prisma.sql`true` : Prisma.sql`c.owner_id = ${ownerId}::uuid`}
    order by c.name, c.id limit ${limit}`;
  return tx.consumer.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    select: listColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

/** @throws AppError `not_found` */
export async function loadConsumer(tx: Tx, by: { id: string } | { slug: string }): Promise<ConsumerRow> {
  const row = await tx.consumer.findFirst({ where: by, select: listColumns });
  if (row === null) throw notFound("consumer");
  return row;
}

/** Whether it has access somewhere, suspended or not. Grants belong to a room above; only their presence is read. */
export async function hasAccess(tx: Tx, consumerId: string, now: Date): Promise<boolean> {
  const found = await tx.grant.findFirst({
    where: { consumerId, state: { not: "revoked" }, expiresAt: { gt: now } },
    select: { id: true },
  });
  return found !== null;
}

/** Saves if nobody else has saved since it was read; @throws AppError `conflict` otherwise. */
export async function saveConsumer(
  tx: Tx,
  read: { id: string; version: number },
  data: Prisma.ConsumerUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.consumer.updateMany({
    where: { id: read.id, version: read.version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("consumer");
}
