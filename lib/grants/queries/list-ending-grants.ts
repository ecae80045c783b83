import { query } from "#lib/kernel/query.ts";
import { findEndingGrantIds } from "../ending-notice-store.ts";
import { serverInput } from "../input.ts";

/** As many as one request extends. */
const EXTENDED_AT_ONCE = 50;

/** Ids of grants of a server that end within a week and nobody has asked to extend, soonest end first; at most 50. */
export const listEndingGrants = query({
  name: "list-ending-grants",
  permission: "grant:read",
  input: serverInput,
  run: ({ tx, now }, { serverId }) => findEndingGrantIds(tx, serverId, { now, limit: EXTENDED_AT_ONCE }),
});
