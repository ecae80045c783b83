import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { listStalled } from "../store.ts";

const STILL_MS = 60_000;
const STUCK_MS = 3_600_000;

/** Bulk changes that nobody has moved on for a minute; `isStuck`: not for an hour. */
export const listStalledBulkChanges = query({
  name: "list-stalled-bulk-changes",
  permission: "bulk-change:apply",
  input: noInput,
  run: async ({ tx, now }) => {
    const stalled = await listStalled(tx, new Date(now.getTime() - STILL_MS));
    return stalled.map(({ id, progressAt }) => ({
      id,
      isStuck: now.getTime() - progressAt.getTime() > STUCK_MS,
    }));
  },
});
