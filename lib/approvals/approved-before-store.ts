import type { Tx } from "#lib/kernel/db.ts";

/** What of an earlier approval says for how long it was asked for, and given. */
export interface ApprovedBeforeRow {
  grantId: string;
  name: string;
  request: {
    id: string;
    durationDays: number;
    decisions: { durationDays: number | null; decidedAt: Date; decider: { name: string } }[];
  };
}

/** The requests by which these grants are in force, grant by grant. */
export async function findApprovedBefore(
  tx: Tx,
  organizationId: string,
  grantIds: readonly string[],
): Promise<ApprovedBeforeRow[]> {
  if (grantIds.length === 0) return [];
  const grants = await tx.grant.findMany({
    where: { organizationId, id: { in: [...grantIds] }, requestId: { not: null }, originKind: "approval" },
    orderBy: { id: "asc" },
    take: grantIds.length,
    select: {
      id: true,
      scopeName: true,
      tool: { select: { name: true } },
      consumer: { select: { name: true } },
      request: {
        select: {
          id: true,
          durationDays: true,
          decisions: {
            where: { decision: "approve" },
            orderBy: { decidedAt: "asc" },
            select: { durationDays: true, decidedAt: true, decider: { select: { name: true } } },
          },
        },
      },
    },
  });
  return grants.flatMap(({ id, scopeName, tool, consumer, request }) =>
    request === null ? [] : [{ grantId: id, name: tool?.name ?? consumer?.name ?? scopeName ?? "", request }],
  );
}
