import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { revokeCredentialRows } from "../credential-ending-store.ts";

export interface CredentialToRevoke {
  credentialId: string;
  reason: string;
}

/**
 * Marks however many credentials as revoked, in one statement, with the same event as one. Steward holds no value of
 * theirs: whoever keeps them takes them out of force at their issuer, and is told.
 */
export async function revokeCredentials(
  { tx, now }: CommandContext,
  credentials: readonly CredentialToRevoke[],
): Promise<AuditableEvent[]> {
  if (credentials.length === 0) return [];
  const revoked = await revokeCredentialRows(tx, credentials, now);
  return revoked.map(({ id, name, serverId, server, serverSlug, before, reason, ownerId }) => ({
    type: "credential.revoked",
    subject: { kind: "credential", id, name },
    detail: {
      serverId,
      server,
      serverSlug,
      reason,
      changes: { state: { before, after: "revoked" } },
      notify: ownerId === null ? [] : [ownerId],
    },
  }));
}
