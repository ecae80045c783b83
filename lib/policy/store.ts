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

/** By name; all of them, or these. */
export async function listServerRoleRows(tx: Tx, ids?: readonly string[]): Promise<ServerRoleFacts[]> {
  return tx.serverRole.findMany({
    where: ids === undefined ? {} : { id: { in: [...ids] } },
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
