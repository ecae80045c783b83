import { query } from "../../kernel/query.ts";
import { bulkChangeInput } from "../input.ts";
import { loadBulkChange } from "../store.ts";

/** Who asked for a bulk change: in whose name the worker carries it out. @throws AppError `not_found` */
export const getAsker = query({
  name: "get-asker",
  permission: "bulk-change:apply",
  input: bulkChangeInput,
  run: async ({ tx }, { bulkChangeId }) => {
    const { askedBy } = await loadBulkChange(tx, bulkChangeId);
    return { userId: askedBy.id, name: askedBy.name, email: askedBy.email };
  },
});
