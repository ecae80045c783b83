import { refused } from "../../kernel/app-error.ts";
import { type CommandContext, command, unchanged } from "../../kernel/command.ts";
import { changes, type JsonObject, someEvents } from "../../kernel/events.ts";
import type { ServerFacts } from "../facts.ts";
import type { ServerIdentity } from "../identity-digest.ts";
import { updateConnectionInput } from "../input.ts";
import { loadEditable, subjectOf } from "../load-editable.ts";
import { saveIdentity } from "../save-identity.ts";
import { identityKeyOf, withLaunchedPackage } from "../server-identity.ts";
import { findByIdentity, lockIdentities } from "../store.ts";

/** Changes how a server is started or reached. What was approved for the old connection no longer holds. */
export const updateConnection = command({
  name: "update-connection",
  permission: "server:edit",
  input: updateConnectionInput,
  run: async (context, { serverId, version, ...given }) => {
    const connection = withLaunchedPackage(given);
    await lockIdentities(context.tx, context.actor.organizationId);
    const server = await loadEditable(context, serverId, version);
    const identityKey = await freeIdentityKey(context, server, connection);
    const changed = changes(shown(server), shown(connection));
    const events = await saveIdentity(
      context,
      server,
      connection,
      { changes: changed },
      { ...connection, identityKey },
    );
    const some = someEvents(events);
    return some === null ? unchanged({ serverId }) : { result: { serverId }, events: some };
  },
});

/** The key of the new connection; the old one, which discovery may have given, while it is the same server. */
async function freeIdentityKey(
  { tx }: CommandContext,
  server: ServerFacts,
  connection: ServerIdentity,
): Promise<string> {
  const identityKey = identityKeyOf({ ...connection, name: server.name });
  if (identityKey === identityKeyOf(server)) return server.identityKey;
  const twin = await findByIdentity(tx, identityKey);
  if (twin === null || twin.id === server.id) return identityKey;
  throw refused(`That is already registered as ${twin.name} (${twin.slug}).`, subjectOf(server));
}

function shown(connection: ServerIdentity): JsonObject {
  const { transport, command: program, args, url, packageRegistry, packageName, packageVersion } = connection;
  return { transport, command: program, args: [...args], url, packageRegistry, packageName, packageVersion };
}
