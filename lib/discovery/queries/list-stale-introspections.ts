import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { STALE_SECONDS } from "../introspection.ts";
import { listStaleIntrospections as listRows } from "../introspection-store.ts";

/** Introspections that nobody is working on any more; at most 100. */
export const listStaleIntrospections = query({
  name: "list-stale-introspections",
  permission: "introspection:run",
  input: noInput,
  run: async ({ tx, now }) =>
    (await listRows(tx, new Date(now.getTime() - STALE_SECONDS * 1000))).map(({ id }) => ({ id })),
});
