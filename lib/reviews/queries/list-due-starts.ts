import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";
import { loadDueStarts } from "../start-store.ts";

/** Reviews that are to start without anybody's hand by today and have not, at most 20. */
export const listDueStarts = query({
  name: "list-due-starts",
  permission: "campaign:stage",
  input: noInput,
  run: async ({ tx, now }) => loadDueStarts(tx, now.toISOString().slice(0, 10)),
});
