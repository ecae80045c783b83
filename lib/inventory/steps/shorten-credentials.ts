import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { shortenCredentialRows } from "../credential-ending-store.ts";

export interface CredentialToShorten {
  credentialId: string;
  endsAt: Date;
}

/**
 * Lets however many credentials in use end sooner, in one statement: another end is another thing to be reminded of.
 * What ends sooner already, or is not in use, stays as it is and gives no event.
 */
export async function shortenCredentials(
  { tx }: CommandContext,
  credentials: readonly CredentialToShorten[],
): Promise<AuditableEvent[]> {
  if (credentials.length === 0) return [];
  const shortened = await shortenCredentialRows(tx, credentials);
  return shortened.map(({ id, name, serverId, server, before, after }) => ({
    type: "credential.changed",
    subject: { kind: "credential", id, name },
    detail: {
      serverId,
      server,
      changes: { expiresAt: { before: before?.toISOString() ?? null, after: after.toISOString() } },
    },
  }));
}
