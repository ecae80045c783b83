import { endServerInput } from "#lib/inventory/retirement-input.ts";
import { command } from "#lib/kernel/command.ts";
import { endEverything } from "../end-everything.ts";

/**
 * Ends a server's life: what is left of its access is revoked in this transaction, and its identity is free to be
 * registered anew. Its record and its history stay. It cannot be undone.
 */
export const retireServer = command({
  name: "retire-server",
  permission: "server:end",
  input: endServerInput,
  run: async (context, asked) => endEverything(context, { ...asked, action: "retire" }),
});
