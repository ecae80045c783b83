import type { Tx } from "#lib/kernel/db.ts";

/** Which of these grants a pending request would carry on. */
export async function findWaitingExtensions(
  tx: Tx,
  organizationId: string,
  grantIds: readonly string[],
): Promise<{ grantId: string; requestId: string }[]> {
  const items = await tx.requestItem.findMany({
    where: { organizationId, grantId: { in: [...grantIds] }, request: { state: "pending" } },
    orderBy: { id: "asc" },
    select: { grantId: true, requestId: true },
  });
  return items.flatMap(({ grantId, requestId }) => (grantId === null ? [] : [{ grantId, requestId }]));
}

/** A pending request, in time or not, that would carry one of these grants on, or move the server; the oldest, or null. */
export async function findPendingCarryingOn(
  tx: Tx,
  organizationId: string,
  asked: { grantIds: readonly string[]; moveOf: string | null; exceptId: string | null },
): Promise<{ id: string; title: string } | null> {
  const { grantIds, moveOf, exceptId } = asked;
  return tx.request.findFirst({
    where: {
      organizationId,
      state: "pending",
      ...(exceptId === null ? {} : { id: { not: exceptId } }),
      OR: [
        { items: { some: { grantId: { in: [...grantIds] } } } },
        ...(moveOf === null ? [] : [{ serverId: moveOf, kind: "move_to_production" as const }]),
      ],
    },
    orderBy: { submittedAt: "asc" },
    select: { id: true, title: true },
  });
}
