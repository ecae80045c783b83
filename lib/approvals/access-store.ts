import type { Tx } from "#lib/kernel/db.ts";

/** Pending requests, in time or not, that ask for nothing but access of these consumers to a server: by consumer. */
export async function findPendingAccess(
  tx: Tx,
  organizationId: string,
  asked: { serverId: string; consumerIds: readonly string[] },
): Promise<Map<string, string>> {
  const { serverId, consumerIds } = asked;
  if (consumerIds.length === 0) return new Map();
  const items = await tx.requestItem.findMany({
    where: {
      organizationId,
      consumerId: { in: [...consumerIds] },
      request: { serverId, state: "pending", kind: "give_access" },
    },
    select: { consumerId: true, requestId: true },
  });
  return new Map(
    items.flatMap(({ consumerId, requestId }) => (consumerId === null ? [] : [[consumerId, requestId]])),
  );
}
