import { query } from "../../kernel/query.ts";
import { assertVisible, toBulkView } from "../bulk-view.ts";
import { bulkChangeInput } from "../input.ts";
import { allowedWithBulk } from "../model.ts";
import { factsOf, loadBulkChange } from "../store.ts";

/**
 * How far a bulk change is, and what this actor may do with it (`allowed`: true, or the reason not).
 *
 * @throws AppError `not_found`
 */
export const getBulkChange = query({
  name: "get-bulk-change",
  permission: "bulk-change:read",
  input: bulkChangeInput,
  run: async ({ tx, actor }, { bulkChangeId }) => {
    const change = await loadBulkChange(tx, bulkChangeId);
    assertVisible(change, actor);
    return { ...toBulkView(change), allowed: allowedWithBulk(factsOf(change), actor) };
  },
});

export type BulkChangePage = Awaited<ReturnType<typeof getBulkChange>>;
