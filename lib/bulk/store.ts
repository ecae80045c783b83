import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";

import type { BulkFacts } from "./model.ts";

const changeColumns = {
  id: true,
  action: true,
  title: true,
  parameters: true,
  filter: true,
  putBackOfId: true,
  askedById: true,
  askedAt: true,
  state: true,
  stateReason: true,
  shownCount: true,
  isGathered: true,
  gatheredAfter: true,
  totalCount: true,
  changedCount: true,
  unchangedCount: true,
  refusedCount: true,
  failedCount: true,
  progressAt: true,
  finishedAt: true,
  askedBy: { select: { id: true, name: true, email: true } },
} satisfies Prisma.BulkChangeSelect;

export type BulkChangeRecord = Prisma.BulkChangeGetPayload<{ select: typeof changeColumns }>;

/** @throws AppError `not_found` */
export async function loadBulkChange(tx: Tx, id: string): Promise<BulkChangeRecord> {
  const change = await tx.bulkChange.findFirst({ where: { id }, select: changeColumns });
  if (change === null) throw notFound("bulk change");
  return change;
}

/** Locked until commit: whoever moves a bulk change on does so one after the other. */
export async function lockBulkChange(tx: Tx, id: string): Promise<BulkChangeRecord> {
  await tx.$queryRaw`select id from bulk_change where id = ${id}::uuid for no key update`;
  return loadBulkChange(tx, id);
}

export async function insertBulkChange(tx: Tx, change: Prisma.BulkChangeUncheckedCreateInput): Promise<void> {
  await tx.bulkChange.create({ data: change });
}

export async function saveBulkChange(
  tx: Tx,
  id: string,
  data: Prisma.BulkChangeUncheckedUpdateManyInput,
): Promise<void> {
  await tx.bulkChange.updateMany({ where: { id }, data });
}

/** How many of a person's have not ended; two that ask at the same moment are counted one after the other. */
export async function countOpen(tx: Tx, askedById: string): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`bulk:${askedById}`}, 0))`;
  return tx.bulkChange.count({ where: { askedById, finishedAt: null } });
}

/** Newest first, those before `before`; one person's when asked. */
export async function listBulkChangeRecords(
  tx: Tx,
  page: { askedById: string | null; before: string | null; limit: number },
): Promise<BulkChangeRecord[]> {
  return tx.bulkChange.findMany({
    where: {
      ...(page.askedById === null ? {} : { askedById: page.askedById }),
      ...(page.before === null ? {} : { id: { lt: page.before } }),
    },
    select: changeColumns,
    orderBy: { id: "desc" },
    take: page.limit,
  });
}

/** Those not ended that nobody moved on since, at most a hundred. */
export async function listStalled(tx: Tx, since: Date): Promise<{ id: string; progressAt: Date }[]> {
  return tx.bulkChange.findMany({
    where: { finishedAt: null, progressAt: { lt: since } },
    select: { id: true, progressAt: true },
    orderBy: { progressAt: "asc" },
    take: 100,
  });
}

export function factsOf(change: BulkChangeRecord): BulkFacts {
  const { state, action, askedById, shownCount, isGathered } = change;
  const { totalCount, changedCount, unchangedCount, refusedCount, failedCount } = change;
  const counts = { totalCount, changedCount, unchangedCount, refusedCount, failedCount };
  return { state, action, askedById, shownCount, isGathered, ...counts };
}

/** Names of people and server roles, for the title. */
export async function findNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const where = { id: { in: [...ids] } };
  const select = { id: true, name: true };
  const people = await tx.user.findMany({ where: { ...where, isActive: true }, select });
  const roles = await tx.serverRole.findMany({ where: { ...where, archivedAt: null }, select });
  return new Map([...people, ...roles].map(({ id, name }) => [id, name]));
}

/** Active servers, counted up to `limit`. */
export async function countActive(tx: Tx, organizationId: string, limit: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select from server where organization_id = ${organizationId}::uuid and state = 'active' limit ${limit}
    ) active`;
  return row?.count ?? 0;
}
