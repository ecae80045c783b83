import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { shortenGrantRows } from "../revoking-store.ts";

export interface GrantToShorten {
  grantId: string;
  endsAt: Date;
}

/**
 * Lets however many grants end sooner than they were approved for, in one statement inside the caller's transaction.
 * What ends sooner already, or is revoked, stays as it is and gives no event.
 */
export async function shortenGrants(
  { tx, actor }: CommandContext,
  grants: readonly GrantToShorten[],
  reason: string,
): Promise<AuditableEvent[]> {
  if (grants.length === 0) return [];
  const shortened = await shortenGrantRows(tx, actor.organizationId, grants);
  return shortened.map(({ id, name, serverId, before, after }) => ({
    type: "grant.shortened",
    subject: { kind: "grant", id, name },
    detail: {
      serverId,
      cause: "review",
      reason,
      expiresAt: { before: before.toISOString(), after: after.toISOString() },
    },
  }));
}
