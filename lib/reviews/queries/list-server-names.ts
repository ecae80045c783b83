import { query } from "#lib/kernel/query.ts";
import { serverNamesInput } from "../input.ts";
import { loadServerNames } from "../scope-store.ts";

/** What the servers are called that a definition names, by id; those that are gone are left out. */
export const listServerNames = query({
  name: "list-server-names",
  permission: "campaign:read",
  input: serverNamesInput,
  run: async ({ tx }, { serverIds }) => Object.fromEntries(await loadServerNames(tx, serverIds)),
});
