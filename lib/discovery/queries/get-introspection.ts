import { query } from "../../kernel/query.ts";
import { introspectionInput } from "../input.ts";
import { loadIntrospection } from "../introspection-store.ts";

/** One introspection and what became of it. */
export const getIntrospection = query({
  name: "get-introspection",
  permission: "server:read",
  input: introspectionInput,
  run: async ({ tx, actor }, { introspectionId }) => {
    const { id, state, toolCount, errorCode, errorMessage, durationMs } = await loadIntrospection(
      tx,
      actor.organizationId,
      introspectionId,
    );
    return { id, state, toolCount, errorCode, errorMessage, durationMs };
  },
});
