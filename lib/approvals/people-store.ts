import type { Tx } from "#lib/kernel/db.ts";

export interface Approver {
  id: string;
  name: string;
  email: string;
}

/** Which of these people are active. */
export async function findActive(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const users = await tx.user.findMany({
    where: { organizationId, id: { in: [...ids] }, isActive: true },
    select: { id: true },
  });
  return new Set(users.map((user) => user.id));
}

/** Consumers by id, with who answers for each. */
export async function findConsumers(tx: Tx, organizationId: string, ids: readonly string[]) {
  return tx.consumer.findMany({
    where: { organizationId, id: { in: [...ids] } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      slug: true,
      name: true,
      kind: true,
      owner: { select: { id: true, name: true, email: true, isActive: true } },
    },
  });
}
