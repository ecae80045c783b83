import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import { ROLES_MAX, type ServerRoleFacts } from "./model.ts";

const LIST_LIMIT = ROLES_MAX;

const roleColumns = {
  id: true,
  slug: true,
  name: true,
  description: true,
  maxImpact: true,
  maxScopeBreadth: true,
  maxCredentialDays: true,
  allowedScopes: true,
  environments: true,
  dataClasses: true,
  version: true,
} satisfies Prisma.ServerRoleSelect;

/** By name; all that are not archived, or these. */
export async function listServerRoleRows(tx: Tx, ids?: readonly string[]): Promise<ServerRoleFacts[]> {
  return tx.serverRole.findMany({
    where: ids === undefined ? { archivedAt: null } : { id: { in: [...ids] } },
    select: roleColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: LIST_LIMIT,
  });
}

/** Adds the role unless its slug is taken; says whether it did. */
export async function insertServerRole(
  tx: Tx,
  role: Prisma.ServerRoleUncheckedCreateInput,
): Promise<boolean> {
  const { count } = await tx.serverRole.createMany({ data: [role], skipDuplicates: true });
  return count === 1;
}

/** How many there are, archived ones included, one after the other: whoever adds one holds the lock until commit. */
export async function lockAndCountServerRoles(tx: Tx, organizationId: string): Promise<number> {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended(${`policy.server-roles:${organizationId}`}, 0))::text as locked`;
  return tx.serverRole.count();
}

export interface ServerRoleRow extends ServerRoleFacts {
  archivedAt: Date | null;
}

/** @throws AppError `not_found` */
export async function loadServerRole(tx: Tx, by: { id: string } | { slug: string }): Promise<ServerRoleRow> {
  const row = await tx.serverRole.findFirst({ where: by, select: { ...roleColumns, archivedAt: true } });
  if (row === null) throw notFound("server role");
  return row;
}

/** Those with these slugs, archived ones included. */
export async function listRolesBySlug(tx: Tx, slugs: readonly string[]): Promise<ServerRoleRow[]> {
  return tx.serverRole.findMany({
    where: { slug: { in: [...slugs] } },
    select: { ...roleColumns, archivedAt: true },
    take: slugs.length,
  });
}

/** Locks the role until commit, so that nobody is given it while it is archived. */
export async function lockServerRole(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`select id from server_role where id = ${id}::uuid for update`;
}

/** Saves if nobody saved since `version` was read; says whether it did. */
export async function saveServerRole(
  tx: Tx,
  { id, version }: { id: string; version: number },
  data: Prisma.ServerRoleUncheckedUpdateManyInput,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.serverRole.updateMany({
    where: { id, version, archivedAt: null },
    data: { ...data, updatedAt: at, version: { increment: 1 } },
  });
  return count === 1;
}

/** Puts an archived role back into use as it was left; says whether it was still archived. */
export async function restoreServerRole(
  tx: Tx,
  { id, version }: { id: string; version: number },
  at: Date,
): Promise<boolean> {
  const { count } = await tx.serverRole.updateMany({
    where: { id, version, archivedAt: { not: null } },
    data: { archivedAt: null, updatedAt: at, version: { increment: 1 } },
  });
  return count === 1;
}
