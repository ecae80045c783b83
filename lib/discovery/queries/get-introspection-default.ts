import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { loadDefaultInterval } from "../schedule-store.ts";

/** How often Steward looks at servers that have no interval of their own. */
export const getIntrospectionDefault = query({
  name: "get-introspection-default",
  permission: "server:read",
  input: noInput,
  run: ({ tx, actor }) => loadDefaultInterval(tx, actor.organizationId),
});
