import type { Role } from "../kernel/actor.ts";
import { conflict } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";

/** Saves whom a person reports to, guarded by the version that was read. @throws AppError `conflict` */
export async function saveManager(
  tx: Tx,
  { id, version }: { id: string; version: number },
  managerId: string | null,
): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { id, version },
    data: { managerId, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("person");
}

/** Holders of one role at most; a stage that asks more people asks too many. */
const HOLDERS_MAX = 1_000;

/** Active people who hold one of these roles, by name. */
export async function listRoleHolders(tx: Tx, roles: readonly Role[]) {
  return tx.roleAssignment.findMany({
    where: { role: { in: [...roles] }, user: { isActive: true } },
    select: { userId: true, role: true },
    orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
    take: HOLDERS_MAX * roles.length,
  });
}

/** Of these ids, the people there are. */
export async function findPeople(tx: Tx, ids: readonly string[]) {
  return tx.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, email: true, isActive: true, managerId: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}
