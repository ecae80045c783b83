import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { beginBulkChange } from "../begin.ts";
import { bulkChangeInput } from "../input.ts";
import { allowedWithBulk } from "../model.ts";
import { factsOf, loadBulkChange } from "../store.ts";

/**
 * Asks for a bulk change that puts back what another changed. A server that somebody changed since is refused, and
 * stays as it is.
 */
export const putBackBulkChange = command({
  name: "put-back-bulk-change",
  permission: "bulk-change:ask",
  input: bulkChangeInput,
  run: async (context, { bulkChangeId }) => {
    const change = await loadBulkChange(context.tx, bulkChangeId);
    const { putBack } = allowedWithBulk(factsOf(change), context.actor);
    if (putBack !== true) {
      throw refused(putBack, { kind: "bulk_change", id: change.id, name: change.title });
    }
    return beginBulkChange(context, {
      action: "put_back",
      title: `Put back: ${change.title}`.slice(0, 300),
      parameters: {},
      shownCount: change.changedCount,
      putBackOfId: change.id,
    });
  },
});
