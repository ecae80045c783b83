import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { newId } from "../../kernel/id.ts";
import { insertCredentialRows, keepUnknownValues } from "../credential-store.ts";
import { holdServerRows } from "../store.ts";
import type { FoundCredential } from "./register-server.ts";

export type CredentialFoundOn = FoundCredential & { serverId: string; fingerprint: string };

/**
 * Gives servers the credentials found in clients' files that they do not have yet: a value that one of the server's
 * credentials has or had is no new one, whatever became of it. A fixed number of statements, however many there are;
 * the caller bounds that, and names each value once for each server.
 */
export async function addFoundCredentials(
  { tx, actor, now }: CommandContext,
  found: readonly CredentialFoundOn[],
): Promise<AuditableEvent[]> {
  if (found.length === 0) return [];
  const first = await keepUnknownValues(tx, found);
  if (first.length === 0) return [];
  await holdServerRows(
    tx,
    first.map(({ serverId }) => serverId),
  );
  const unknown = await keepUnknownValues(tx, first);
  const rows = unknown.map((credential) => ({ ...credential, id: newId(now) }));
  await insertCredentialRows(tx, actor.organizationId, rows, now);
  return rows.map(({ id, serverId, name, kind, keptIn, place }) => ({
    type: "credential.added",
    subject: { kind: "credential", id, name },
    detail: { serverId, kind, keptIn, place },
  }));
}
