import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { listStalledIds } from "../store.ts";

const STILL_MS = 60_000;

/** Ids of bulk changes that nobody has moved on for a minute. */
export const listStalledBulkChanges = query({
  name: "list-stalled-bulk-changes",
  permission: "bulk-change:apply",
  input: noInput,
  run: ({ tx, now }) => listStalledIds(tx, new Date(now.getTime() - STILL_MS)),
});
