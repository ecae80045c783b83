import type { Tx } from "../kernel/db.ts";

/** People one event tells at most. */
const TOLD_MAX = 200;

/** Ids of the active administrators: those who are told when nobody answers for a server. */
export async function listAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx.user.findMany({
    where: { isActive: true, roleAssignments: { some: { role: "admin" } } },
    select: { id: true },
    orderBy: { id: "asc" },
    take: TOLD_MAX,
  });
  return rows.map((row) => row.id);
}
