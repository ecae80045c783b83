import type { Tx } from "#lib/kernel/db.ts";

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
