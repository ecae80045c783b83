import { conflict } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { changes } from "../../kernel/events.ts";
import { loadViewFor, subjectOfView } from "../load-view.ts";
import { updateViewInput } from "../saved-view-input.ts";
import { lockViews, saveViewRow } from "../saved-view-store.ts";
import { assertFreeName } from "../view-name.ts";

/** Renames a view, gives it another question, shares it or stops sharing it. */
export const updateView = command({
  name: "update-view",
  permission: "saved-view:manage",
  input: updateViewInput,
  run: async (context, { viewId, version, ...wanted }) => {
    const view = await loadViewFor(context, viewId, "change");
    if (version !== undefined && version !== view.version) throw conflict("view");
    const { tx, now } = context;
    const before = { name: view.name, search: view.search, isShared: view.isShared };
    const after = {
      name: wanted.name ?? view.name,
      search: wanted.search ?? view.search,
      isShared: wanted.isShared ?? view.isShared,
    };
    const changed = changes(before, after);
    if (Object.keys(changed).length === 0) return unchanged({ viewId });
    assertFreeName(await lockViews(tx, view.ownerId, view.list), after.name, viewId);
    await saveViewRow(tx, view, { ...after, updatedAt: now });
    const subject = subjectOfView({ id: viewId, name: after.name });
    return { result: { viewId }, events: [{ type: "saved_view.changed", subject, detail: changed }] };
  },
});
