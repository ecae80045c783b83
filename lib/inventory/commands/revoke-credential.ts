import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { revokeCredentialInput } from "../credential-input.ts";
import { loadCredential, saveCredential } from "../credential-store.ts";
import { decideCredentialAction } from "../credentials.ts";
import { loadEditable } from "../load-editable.ts";

/** Records that a credential was taken out of force at its issuer, and why. It does not come back. */
export const revokeCredential = command({
  name: "revoke-credential",
  permission: "server:edit",
  input: revokeCredentialInput,
  run: async (context, { credentialId, version, reason }) => {
    const { tx, now } = context;
    const found = await loadCredential(tx, credentialId);
    // What a retired server leaves behind is still to be cut off at its issuer.
    const server = await loadEditable(context, found.serverId, undefined, { evenRetired: true });
    const before = version === undefined ? found : { ...found, version };
    const subject = { kind: "credential", id: credentialId, name: found.name };
    const verdict = decideCredentialAction(before, "revoke");
    if (!verdict.ok) throw refused(verdict.reason, subject);
    await saveCredential(tx, before, { state: "revoked", revokedAt: now, revokeReason: reason });
    const changes = { state: { before: found.state, after: "revoked" } };
    const detail = { serverId: server.id, server: server.name, reason, changes };
    return { result: { credentialId }, events: [{ type: "credential.revoked", subject, detail }] };
  },
});
