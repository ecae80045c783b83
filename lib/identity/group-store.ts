import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import { GROUP_MEMBERS_MAX, GROUPS_MAX } from "./input.ts";

const columns = {
  id: true,
  name: true,
  description: true,
  deletedAt: true,
  version: true,
  members: {
    select: { user: { select: { id: true, name: true, email: true, isActive: true } } },
    orderBy: { user: { name: "asc" } },
    take: GROUP_MEMBERS_MAX,
  },
} satisfies Prisma.GroupSelect;

export type GroupRow = Prisma.GroupGetPayload<{ select: typeof columns }>;

/** By name, those that are there. */
export async function listGroupRows(tx: Tx): Promise<GroupRow[]> {
  return tx.group.findMany({
    where: { deletedAt: null },
    select: columns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: GROUPS_MAX,
  });
}

/** Of these ids, the groups there are, deleted ones too. */
export async function findGroups(tx: Tx, ids: readonly string[]): Promise<GroupRow[]> {
  return tx.group.findMany({ where: { id: { in: [...ids] } }, select: columns, orderBy: { id: "asc" } });
}

/** @throws AppError `not_found` when it is not there, or was deleted */
export async function loadGroup(tx: Tx, id: string): Promise<GroupRow> {
  const row = await tx.group.findFirst({ where: { id, deletedAt: null }, select: columns });
  if (row === null) throw notFound("group");
  return row;
}

/** How many there are, one after the other: whoever adds one holds the lock until commit. */
export async function lockAndCountGroups(tx: Tx, organizationId: string): Promise<number> {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended(${`identity.groups:${organizationId}`}, 0))::text as locked`;
  return tx.group.count({ where: { deletedAt: null } });
}

/** Whether another group has this name, whatever its case. */
export async function isGroupNameTaken(tx: Tx, name: string, exceptId: string | null): Promise<boolean> {
  const found = await tx.group.findFirst({
    where: {
      name: { equals: name, mode: "insensitive" },
      deletedAt: null,
      ...(exceptId === null ? {} : { id: { not: exceptId } }),
    },
    select: { id: true },
  });
  return found !== null;
}

export async function insertGroup(tx: Tx, group: Prisma.GroupUncheckedCreateInput): Promise<void> {
  await tx.group.create({ data: group });
}

/** Saves if nobody saved since it was read. @throws AppError `conflict` otherwise */
export async function saveGroup(
  tx: Tx,
  { id, version }: { id: string; version: number },
  data: { name?: string; description?: string; deletedAt?: Date },
): Promise<void> {
  const { count } = await tx.group.updateMany({
    where: { id, version, deletedAt: null },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("group");
}

export async function changeMembers(
  tx: Tx,
  group: { organizationId: string; groupId: string },
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
  at: Date,
): Promise<void> {
  // In this order, since the database lets some groups never be without anybody.
  await tx.groupMember.createMany({ data: added.map((userId) => ({ ...group, userId, addedAt: at })) });
  await tx.groupMember.deleteMany({ where: { groupId: group.groupId, userId: { in: [...removed] } } });
}

/** Names by id of these people who are active. */
export async function findActivePeople(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.user.findMany({
    where: { id: { in: [...ids] }, isActive: true },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
