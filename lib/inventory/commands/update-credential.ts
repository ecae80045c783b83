import { command, unchanged } from "../../kernel/command.ts";
import { changes, type JsonObject } from "../../kernel/events.ts";
import { updateCredentialInput } from "../credential-input.ts";
import { type CredentialRow, loadCredential, saveCredential } from "../credential-store.ts";
import { checkCredentialTimes } from "../credentials.ts";
import { loadEditable } from "../load-editable.ts";

/** Corrects facts about a credential: its name, its end, another place. Fields left out stay. */
export const updateCredential = command({
  name: "update-credential",
  permission: "server:edit",
  input: updateCredentialInput,
  run: async (context, { credentialId, version, ...fields }) => {
    const { tx, now } = context;
    const found = await loadCredential(tx, credentialId);
    const server = await loadEditable(context, found.serverId);
    const before = version === undefined ? found : { ...found, version };
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const after: CredentialRow = { ...before, ...given };
    const changed = changes(shown(before), shown(after));
    if (Object.keys(changed).length === 0) return unchanged({ credentialId });
    const subject = { kind: "credential", id: credentialId, name: after.name };
    checkCredentialTimes(after, now);
    // Another end is another thing to be reminded of.
    const reminded = "expiresAt" in changed ? { remindedDays: null } : {};
    await saveCredential(tx, before, { ...given, ...reminded });
    const detail = { serverId: server.id, server: server.name, changes: changed };
    return { result: { credentialId }, events: [{ type: "credential.changed", subject, detail }] };
  },
});

function shown(credential: CredentialRow): JsonObject {
  const { name, kind, issuer, keptIn, place, issuedAt, expiresAt } = credential;
  return {
    name,
    kind,
    issuer,
    keptIn,
    place,
    issuedAt: issuedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
