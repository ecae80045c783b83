import { query } from "#lib/kernel/query.ts";
import { loadSeatsThatGain } from "../seat-store.ts";
import { consumerSeatsInput } from "../stage-input.ts";

/** Running reviews that ask the owner of a consumer, now or when it was frozen, about its access. */
export const listSeatsThatGain = query({
  name: "list-seats-that-gain",
  permission: "campaign:follow-up",
  input: consumerSeatsInput,
  run: async ({ tx }, { consumerId }) => loadSeatsThatGain(tx, consumerId),
});
