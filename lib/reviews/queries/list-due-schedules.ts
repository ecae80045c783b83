import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";
import { loadDueSchedules } from "../schedule-store.ts";

const AT_ONCE = 100;

/** Ids of schedules whose date has come, at most 100; for the worker. */
export const listDueSchedules = query({
  name: "list-due-schedules",
  permission: "campaign:open",
  input: noInput,
  run: async ({ tx, now }) => loadDueSchedules(tx, now, AT_ONCE),
});
