import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { revokeGrantsOfConsumer } from "../ending-store.ts";

/** Ends all access a consumer has, on however many servers; the caller holds the consumer's row. */
export async function revokeConsumerAccess(
  { tx, actor, now }: CommandContext,
  { consumerId, reason }: { consumerId: string; reason: string },
): Promise<AuditableEvent[]> {
  const revoked = await revokeGrantsOfConsumer(tx, actor.organizationId, consumerId, reason, now);
  return revoked.map(({ id, name, serverId, before }) => ({
    type: "grant.revoked",
    subject: { kind: "grant", id, name },
    detail: { serverId, consumerId, cause: "consumer", reason, state: { before, after: "revoked" } },
  }));
}
