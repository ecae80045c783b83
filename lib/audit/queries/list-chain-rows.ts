import { query } from "#lib/kernel/query.ts";
import { listChainRowsInput } from "../input.ts";
import { loadChainRows } from "../store.ts";

/** Up to 5,000 events with numbers in (`after`, `until`], oldest first, with everything that was hashed. */
export const listChainRows = query({
  name: "list-chain-rows",
  permission: "audit:read",
  input: listChainRowsInput,
  run: ({ tx }, { after, until, limit }) => loadChainRows(tx, after, until, limit),
});
