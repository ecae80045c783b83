import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { ScopeFacts } from "./facts.ts";

const LIST_LIMIT = 1_000;

const columns = {
  id: true,
  serverId: true,
  name: true,
  system: true,
  breadth: true,
  addedAt: true,
} satisfies Prisma.ScopeSelect;

export type ScopeRow = ScopeFacts & { addedAt: Date };

export async function listScopeRows(tx: Tx, serverId: string): Promise<ScopeRow[]> {
  return tx.scope.findMany({
    where: { serverId },
    select: columns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: LIST_LIMIT,
  });
}

export async function insertScope(tx: Tx, scope: Prisma.ScopeUncheckedCreateInput): Promise<void> {
  await tx.scope.create({ data: scope });
}

/** Deletes the scope and says what it was. @throws AppError `not_found` when the server does not hold it */
export async function deleteScope(tx: Tx, serverId: string, id: string): Promise<ScopeFacts> {
  const scope = await tx.scope.findFirst({ where: { id, serverId }, select: columns });
  if (scope === null) throw notFound("scope");
  await tx.scope.deleteMany({ where: { id, serverId } });
  return scope;
}
