import { refused } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { newId } from "../../kernel/id.ts";
import { insertCredentialRows, listFingerprints } from "../credential-store.ts";
import { findByIdentity, insertAlias, loadServerRow, lockIdentities } from "../store.ts";
import type { FoundCredential } from "./register-server.ts";

/**
 * Gives a server one more identity, by which it is recognised from now on, and the credentials found under it that it
 * does not have yet.
 *
 * @throws AppError `not_found`; `refused` when it is retired, or the identity is another server's
 */
export async function adoptIdentity(
  { tx, actor, now }: CommandContext,
  serverId: string,
  found: { identityKey: string; name: string; credentials: readonly FoundCredential[] },
): Promise<{ server: { id: string; slug: string; name: string }; events: AuditableEvent[] }> {
  const { organizationId } = actor;
  await lockIdentities(tx, organizationId);
  const server = await loadServerRow(tx, { id: serverId });
  const subject = { kind: "server", id: server.id, name: server.name };
  if (server.state === "retired")
    throw refused("This server is retired. Choose one that is in use.", subject);
  const holder = await findByIdentity(tx, found.identityKey);
  if (holder !== null && holder.id !== serverId) {
    throw refused(`It is already governed as ${holder.name} (${holder.slug}).`, subject);
  }
  if (holder === null) await insertAlias(tx, organizationId, found.identityKey, serverId, now);
  const known = await listFingerprints(tx, serverId);
  const credentials = found.credentials
    .filter(({ fingerprint }) => fingerprint === null || !known.has(fingerprint))
    .map((credential) => ({ ...credential, id: newId(now), serverId }));
  await insertCredentialRows(tx, organizationId, credentials, now);
  return {
    server: { id: server.id, slug: server.slug, name: server.name },
    events: [
      {
        type: "server.candidate_merged",
        subject,
        detail: { serverId, candidate: found.name, credentials: credentials.length },
      },
      ...credentials.map(({ id, name, kind, keptIn, place }) => ({
        type: "credential.added" as const,
        subject: { kind: "credential", id, name },
        detail: { serverId, kind, keptIn, place },
      })),
    ],
  };
}
