import { hasRole } from "../../kernel/actor.ts";
import { query } from "../../kernel/query.ts";
import { personOf } from "../load-view.ts";
import { listViewsInput } from "../saved-view-input.ts";
import { listViewRows, loadDefaultViewId } from "../saved-view-store.ts";

/** The views this person may use: their own (100 at most) and those that others share (the first 200), by name. */
export const listViews = query({
  name: "list-views",
  permission: "saved-view:read",
  input: listViewsInput,
  run: async ({ tx, actor }, { list }) => {
    const { userId } = personOf(actor);
    const { own, shared } = await listViewRows(tx, list, userId);
    const defaultId = await loadDefaultViewId(tx, list, userId);
    const views = [...own, ...shared];
    return {
      /** Null too when the chosen one was deleted or is no longer shared. */
      defaultId: views.some(({ id }) => id === defaultId) ? defaultId : null,
      views: views.map((view) => ({
        id: view.id,
        name: view.name,
        search: view.search,
        isShared: view.isShared,
        isOwn: view.ownerId === userId,
        ownerName: view.owner.name,
        ownerHasLeft: !view.owner.isActive,
        mayDelete: view.ownerId === userId || hasRole(actor, "admin"),
        version: view.version,
      })),
    };
  },
});

export type SavedViewItem = Awaited<ReturnType<typeof listViews>>["views"][number];
