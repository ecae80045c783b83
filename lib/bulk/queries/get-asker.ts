import { query } from "../../kernel/query.ts";
import { bulkChangeInput } from "../input.ts";
import { loadBulkChange } from "../store.ts";

/** Who asked for a bulk change, in whose name the worker carries it out; and whether its servers are gathered. @throws AppError `not_found` */
export const getAsker = query({
  name: "get-asker",
  permission: "bulk-change:apply",
  input: bulkChangeInput,
  run: async ({ tx }, { bulkChangeId }) => {
    const { askedBy, isGathered } = await loadBulkChange(tx, bulkChangeId);
    const { id: userId, name, email } = askedBy;
    return { asker: { userId, name, email }, isGathered };
  },
});
