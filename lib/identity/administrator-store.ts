import type { Tx } from "../kernel/db.ts";
import { TOLD_MAX } from "../kernel/told.ts";

/** Ids of the active administrators: as many as one event tells, the same ones each time. */
export async function listAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx.user.findMany({
    where: { isActive: true, roleAssignments: { some: { role: "admin" } } },
    select: { id: true },
    orderBy: { id: "asc" },
    take: TOLD_MAX,
  });
  return rows.map((row) => row.id);
}
