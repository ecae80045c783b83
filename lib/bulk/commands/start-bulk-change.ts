import { AppError, refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import type { JsonObject } from "../../kernel/events.ts";
import { loadAskedNames } from "../asked-names.ts";
import { beginBulkChange } from "../begin.ts";
import { asksToType, countSelected } from "../brake.ts";
import { startBulkChangeInput } from "../input.ts";
import { exceedsShown } from "../model.ts";
import { titleOf } from "../wanted.ts";

/**
 * Asks for one change of many servers; the worker carries it out, in the asker's name. Gives its id.
 *
 * @throws AppError `invalid` when who or what was chosen is gone, `refused` when far more servers match than were
 *   shown or the brake asks for their number
 */
export const startBulkChange = command({
  name: "start-bulk-change",
  permission: "bulk-change:ask",
  input: startBulkChangeInput,
  run: async (context, { change, selection, shownCount, typedCount }) => {
    const { tx, actor, now } = context;
    const nameOf = await loadAskedNames(tx, change);
    const selected = await countSelected(tx, selection, now);
    const { count, isEstimate } = selected;
    if (count === 0) throw refused("No server matches any more. Reload the list.");
    if (isEstimate) throw refused("At most 1,000,000 servers are changed at once. Narrow the filter.");
    if (exceedsShown(count, shownCount)) {
      throw refused(
        `${count.toLocaleString("en")} servers match by now. Look at them again before you change them.`,
      );
    }
    if (typedCount !== shownCount && (await asksToType(tx, actor.organizationId, selected))) {
      const words = `This changes a large part of your servers. Type ${shownCount} to say that you mean it.`;
      throw new AppError("invalid", words, { fields: { typedCount: words } });
    }
    const { action, ...parameters } = change;
    return beginBulkChange(context, {
      action,
      title: titleOf(change, nameOf),
      parameters: parameters as JsonObject, // parsed from JSON a moment ago
      shownCount,
      ...(selection.kind === "ids"
        ? { ids: selection.ids }
        : { filter: selection.filter as unknown as JsonObject }), // the same
    });
  },
});
