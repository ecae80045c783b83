import type { CommandContext } from "../kernel/command.ts";
import type { AuditableEvent, JsonObject } from "../kernel/events.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { ServerFacts } from "./facts.ts";
import { identityDigest, type ServerIdentity } from "./identity-digest.ts";
import { subjectOf } from "./load-editable.ts";
import { listScopeRows } from "./scope-store.ts";
import { saveServer } from "./store.ts";

/**
 * Saves a change to what a server is (connection or scopes) with its new digest. The event tells the rooms above that
 * what was approved is no longer what there is; none when the digest stays.
 */
export async function saveIdentity(
  { tx, now }: CommandContext,
  server: ServerFacts,
  connection: ServerIdentity,
  detail: JsonObject,
  data: Prisma.ServerUncheckedUpdateManyInput = {},
): Promise<AuditableEvent[]> {
  const after = identityDigest(connection, await listScopeRows(tx, server.id));
  await saveServer(tx, server, { ...data, identityDigest: after }, now);
  const before = server.identityDigest;
  if (before === after) return [];
  const event: AuditableEvent = {
    type: "server.identity_changed",
    subject: subjectOf(server),
    detail: { serverId: server.id, before, after, ...detail },
  };
  return [event];
}
