import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";
import { loadHead } from "../store.ts";
import { CHAIN_ORIGIN, type ChainHead } from "../verify-chain.ts";

/** Where the organization's chain ends now. Note it elsewhere: it is what a rewritten trail can be told by. */
export const getAuditHead = query({
  name: "get-audit-head",
  permission: "audit:read",
  input: noInput,
  run: async ({ tx }): Promise<ChainHead> => (await loadHead(tx)) ?? CHAIN_ORIGIN,
});
