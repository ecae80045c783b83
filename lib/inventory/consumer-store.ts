import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { ConsumerKind } from "../kernel/generated/enums.ts";
import type { ConsumerFacts } from "./facts.ts";

const LIST_LIMIT = 500;

export async function listConsumerFacts(tx: Tx, ids: readonly string[]): Promise<ConsumerFacts[]> {
  return tx.consumer.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, slug: true, name: true, kind: true, ownerId: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

const listColumns = {
  id: true,
  slug: true,
  name: true,
  kind: true,
  addedAt: true,
  version: true,
  owner: { select: { id: true, name: true, email: true, isActive: true } },
} satisfies Prisma.ConsumerSelect;

export type ConsumerRow = Prisma.ConsumerGetPayload<{ select: typeof listColumns }>;

export async function listConsumerRows(tx: Tx): Promise<ConsumerRow[]> {
  return tx.consumer.findMany({
    select: listColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: LIST_LIMIT,
  });
}

export async function insertConsumer(tx: Tx, consumer: Prisma.ConsumerUncheckedCreateInput): Promise<void> {
  await tx.consumer.create({ data: consumer });
}

export interface ConsumerSearch {
  q: string;
  kind?: ConsumerKind | undefined;
  ownerId?: string | undefined;
}

/** A page of consumers by name. */
export async function searchConsumerRows(
  tx: Tx,
  search: ConsumerSearch,
  { after, limit }: { after: { name: string; id: string } | null; limit: number },
): Promise<ConsumerRow[]> {
  const { q, kind, ownerId } = search;
  const onwards =
    after === null ? {} : { OR: [{ name: { gt: after.name } }, { name: after.name, id: { gt: after.id } }] };
  return tx.consumer.findMany({
    where: {
      ...(q === "" ? {} : { name: { contains: q, mode: "insensitive" } }),
      ...(kind === undefined ? {} : { kind }),
      ...(ownerId === undefined ? {} : { ownerId }),
      ...onwards,
    },
    select: listColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: limit,
  });
}

/** @throws AppError `not_found` */
export async function loadConsumer(tx: Tx, by: { id: string } | { slug: string }): Promise<ConsumerRow> {
  const row = await tx.consumer.findFirst({ where: by, select: listColumns });
  if (row === null) throw notFound("consumer");
  return row;
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
