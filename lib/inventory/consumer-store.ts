import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
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
