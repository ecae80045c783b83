import type { Tx } from "#lib/kernel/db.ts";

/** A grant that lasts longer than what would take its place. */
export interface LongerGrant {
  id: string;
  toolId: string | null;
  /** "refund_payment", "crm:write". */
  name: string;
  expiresAt: Date;
}

/** Of these tools and scopes of a server the grants in force that end after this moment, the last to end first. */
export async function findLongerGrants(
  tx: Tx,
  serverId: string,
  { toolIds, scopeNames }: { toolIds: readonly string[]; scopeNames: readonly string[] },
  after: Date,
): Promise<LongerGrant[]> {
  const rows = await tx.grant.findMany({
    where: {
      serverId,
      state: "active",
      expiresAt: { gt: after },
      OR: [{ toolId: { in: [...toolIds] } }, { scopeName: { in: [...scopeNames] } }],
    },
    orderBy: [{ expiresAt: "desc" }, { id: "asc" }],
    select: { id: true, toolId: true, scopeName: true, expiresAt: true, tool: { select: { name: true } } },
  });
  return rows.map(({ id, toolId, scopeName, expiresAt, tool }) => ({
    id,
    toolId,
    name: tool?.name ?? scopeName ?? "",
    expiresAt,
  }));
}
