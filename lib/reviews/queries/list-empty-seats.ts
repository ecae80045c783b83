import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";
import { loadEmptySeats } from "../seat-store.ts";

const SEATS_AT_ONCE = 1_000;

/** Reviews in which something waits for somebody who cannot answer any more, or for nobody (null). */
export const listEmptySeats = query({
  name: "list-empty-seats",
  permission: "campaign:follow-up",
  input: noInput,
  run: async ({ tx }) => loadEmptySeats(tx, SEATS_AT_ONCE),
});
