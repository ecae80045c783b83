import type { Tx } from "../kernel/db.ts";

/** Names by id of what filters name; ids that are nobody's here are left out. */
export async function loadFilterNames(
  tx: Tx,
  { userIds, serverRoleIds, systemIds }: { userIds: string[]; serverRoleIds: string[]; systemIds: string[] },
): Promise<Map<string, string>> {
  const users =
    userIds.length === 0
      ? []
      : await tx.user.findMany({
          where: { id: { in: userIds } },
          select: { id: true, name: true },
          take: userIds.length,
        });
  const roles =
    serverRoleIds.length === 0
      ? []
      : await tx.serverRole.findMany({
          where: { id: { in: serverRoleIds } },
          select: { id: true, name: true },
          take: serverRoleIds.length,
        });
  const systems =
    systemIds.length === 0
      ? []
      : await tx.system.findMany({
          where: { id: { in: systemIds } },
          select: { id: true, name: true },
          take: systemIds.length,
        });
  return new Map([...users, ...roles, ...systems].map(({ id, name }) => [id, name]));
}
