import { subMinutes } from "date-fns/subMinutes";
import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";
import { loadStalledStagings } from "../staging-store.ts";

/** Longer than one staging may take: nobody is at it any more. */
const STALLED_AFTER_MINUTES = 20;

/** Drafts whose population should have been gathered by now, at most 20. */
export const listStalledStagings = query({
  name: "list-stalled-stagings",
  permission: "campaign:stage",
  input: noInput,
  run: async ({ tx, now }) => loadStalledStagings(tx, subMinutes(now, STALLED_AFTER_MINUTES)),
});
