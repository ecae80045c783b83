import type { ConsumerFacts } from "#lib/inventory/facts.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { findPendingAccess } from "../access-store.ts";

/** Whose access waits for a decision already, in words that lead there. Access waits in one request at a time. */
export async function waitingAccess(
  tx: Tx,
  organizationId: string,
  asked: { serverId: string; consumers: readonly ConsumerFacts[]; replaces: string | undefined },
): Promise<string[]> {
  const { serverId, consumers, replaces } = asked;
  const consumerIds = consumers.map(({ id }) => id);
  const waiting = await findPendingAccess(tx, organizationId, { serverId, consumerIds });
  return consumers.flatMap(({ id, name }) => {
    const requestId = waiting.get(id);
    return requestId === undefined || requestId === replaces
      ? []
      : [`The access of ${name} already waits for a decision: see /approvals/${requestId}.`];
  });
}
