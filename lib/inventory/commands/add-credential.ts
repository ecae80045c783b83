import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { addCredentialInput } from "../credential-input.ts";
import { insertCredentials } from "../credential-store.ts";
import { checkCredentialTimes } from "../credentials.ts";
import { loadEditable } from "../load-editable.ts";

/** Records facts about a credential that a server holds; never its value. */
export const addCredential = command({
  name: "add-credential",
  permission: "server:edit",
  input: addCredentialInput,
  run: async (context, { serverId, ...credential }) => {
    const { tx, actor, now } = context;
    const server = await loadEditable(context, serverId);
    checkCredentialTimes(credential, now);
    const id = newId(now);
    await insertCredentials(tx, actor.organizationId, serverId, [{ id, ...credential }], now);
    const { name, kind, keptIn, place, issuer, expiresAt } = credential;
    return {
      result: { credentialId: id },
      events: [
        {
          type: "credential.added",
          subject: { kind: "credential", id, name },
          detail: {
            serverId,
            server: server.name,
            kind,
            keptIn,
            place,
            issuer,
            expiresAt: expiresAt?.toISOString() ?? null,
          },
        },
      ],
    };
  },
});
