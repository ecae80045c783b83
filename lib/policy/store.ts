import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { ServerRoleFacts } from "./model.ts";

const LIST_LIMIT = 200;

const roleColumns = {
  id: true,
  slug: true,
  name: true,
  description: true,
  maxImpact: true,
  maxScopeBreadth: true,
  maxCredentialDays: true,
} satisfies Prisma.ServerRoleSelect;

/** @throws AppError `not_found` */
export async function loadServerRoleRow(
  tx: Tx,
  by: { id: string } | { slug: string },
): Promise<ServerRoleFacts> {
  const role = await tx.serverRole.findFirst({ where: by, select: roleColumns });
  if (role === null) throw notFound("server role");
  return role;
}

export async function listServerRoleRows(tx: Tx): Promise<ServerRoleFacts[]> {
  return tx.serverRole.findMany({
    select: roleColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: LIST_LIMIT,
  });
}
