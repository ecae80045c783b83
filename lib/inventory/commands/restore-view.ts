import { command } from "../../kernel/command.ts";
import { loadViewFor, subjectOfView } from "../load-view.ts";
import { viewInput } from "../saved-view-input.ts";
import { lockViews, saveViewRow } from "../saved-view-store.ts";
import { assertFreeName, assertRoomForView } from "../view-name.ts";

/** Gives a deleted view back as it was. @throws AppError `invalid` when its name was given away meanwhile */
export const restoreView = command({
  name: "restore-view",
  permission: "saved-view:manage",
  input: viewInput,
  run: async (context, { viewId }) => {
    const view = await loadViewFor(context, viewId, "restore");
    const views = await lockViews(context.tx, view.ownerId, view.list);
    assertFreeName(views, view.name);
    assertRoomForView(views);
    await saveViewRow(context.tx, view, { deletedAt: null, updatedAt: context.now });
    return {
      result: { viewId },
      events: [
        { type: "saved_view.restored", subject: subjectOfView(view), detail: { isShared: view.isShared } },
      ],
    };
  },
});
