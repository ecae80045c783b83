import { notFound } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { personOf, subjectOfView } from "../load-view.ts";
import { setDefaultViewInput } from "../saved-view-input.ts";
import { listViewRows, loadDefaultViewId, saveDefaultView } from "../saved-view-store.ts";

/** Chooses with which view a list opens for this person: one of their own or a shared one; null for everything. */
export const setDefaultView = command({
  name: "set-default-view",
  permission: "saved-view:manage",
  input: setDefaultViewInput,
  run: async ({ tx, actor }, { list, viewId }) => {
    const { organizationId, userId } = personOf(actor);
    if ((await loadDefaultViewId(tx, list, userId)) === viewId) return unchanged({ viewId });
    const { own, shared } = await listViewRows(tx, list, userId);
    const view = [...own, ...shared].find(({ id }) => id === viewId);
    if (viewId !== null && view === undefined) throw notFound("view");
    await saveDefaultView(tx, { organizationId, userId, list }, viewId);
    const subject =
      view === undefined ? { kind: "saved_view", id: null, name: "Everything" } : subjectOfView(view);
    return { result: { viewId }, events: [{ type: "saved_view.default_set", subject, detail: { list } }] };
  },
});
