import { endServerInput } from "#lib/inventory/retirement-input.ts";
import { command } from "#lib/kernel/command.ts";
import { endEverything } from "../end-everything.ts";

/**
 * Cuts a server off for good, at once: every grant is revoked and every tool disabled in this transaction, and every
 * decision is no from its commit on. It cannot be undone; only an administrator may, who types the server's name.
 */
export const revokeServer = command({
  name: "revoke-server",
  permission: "server:end",
  input: endServerInput,
  run: async (context, asked) => endEverything(context, { ...asked, action: "revoke" }),
});
