import { query } from "../../kernel/query.ts";
import { QUEUED_LOST_SECONDS, RUNNING_LOST_SECONDS } from "../decide-introspection.ts";
import { noInput } from "../input.ts";
import { listStaleIntrospections as listRows } from "../introspection-store.ts";

/** Introspections that nobody is working on any more, or ever was; at most 100. */
export const listStaleIntrospections = query({
  name: "list-stale-introspections",
  permission: "introspection:run",
  input: noInput,
  run: async ({ tx, now }) => {
    const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);
    return listRows(tx, {
      startedBefore: before(RUNNING_LOST_SECONDS),
      askedBefore: before(QUEUED_LOST_SECONDS),
    });
  },
});
