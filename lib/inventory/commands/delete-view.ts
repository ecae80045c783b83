import { command } from "../../kernel/command.ts";
import { loadViewFor, subjectOfView } from "../load-view.ts";
import { viewInput } from "../saved-view-input.ts";
import { saveViewRow } from "../saved-view-store.ts";

/** Takes a view away from everybody who saw it. It can be given back for a day: `restoreView`. */
export const deleteView = command({
  name: "delete-view",
  permission: "saved-view:manage",
  input: viewInput,
  run: async (context, { viewId }) => {
    const view = await loadViewFor(context, viewId, "delete");
    await saveViewRow(context.tx, view, { deletedAt: context.now, updatedAt: context.now });
    const detail = { list: view.list, search: view.search, isShared: view.isShared };
    return {
      result: { viewId, name: view.name },
      events: [{ type: "saved_view.deleted", subject: subjectOfView(view), detail }],
    };
  },
});
