import { subMinutes } from "date-fns/subMinutes";
import { query } from "#lib/kernel/query.ts";
import { loadStalledClosings } from "../closing-store.ts";
import { noInput } from "../input.ts";

const STALLED_AFTER_MINUTES = 2;

/** Closing reviews that nobody is at, or of which something is to be tried again, at most 20. */
export const listStalledClosings = query({
  name: "list-stalled-closings",
  permission: "campaign:end",
  input: noInput,
  run: async ({ tx, now }) => loadStalledClosings(tx, subMinutes(now, STALLED_AFTER_MINUTES), now),
});
