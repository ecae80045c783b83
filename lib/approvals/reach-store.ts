import type { Tx } from "#lib/kernel/db.ts";

export type ReachedTools = Awaited<ReturnType<typeof findReachedTools>>;

/**
 * The tools of a server that whoever is let in could call, gravest first: granted, enabled, or waiting to be. The same
 * that weighImpact weighs.
 */
export async function findReachedTools(tx: Tx, organizationId: string, serverId: string) {
  const tools = await tx.tool.findMany({
    where: {
      organizationId,
      serverId,
      OR: [
        { state: { in: ["enabled", "pending", "suspended"] } },
        { grants: { some: { kind: "tool", state: { in: ["active", "suspended"] } } } },
      ],
    },
    orderBy: [{ reviewedImpact: "desc" }, { name: "asc" }],
    take: 200,
    select: { id: true, name: true, reviewedImpact: true, state: true },
  });
  return tools.map(({ reviewedImpact, ...tool }) => ({ ...tool, impact: reviewedImpact }));
}
