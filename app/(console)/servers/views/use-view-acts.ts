import { useRouter } from "next/navigation";
import { useToast } from "#components/ui/toast.tsx";
import type { SavedViewItem } from "#lib/inventory/queries/list-views.ts";
import { deleteViewAction, restoreViewAction, setDefaultViewAction, updateViewAction } from "./actions.ts";
import { plainHref, type ViewState, viewHref } from "./view-state.ts";

/** What can be done with the view that is open; each says in a toast how it went. */
export function useViewActs(state: ViewState) {
  const router = useRouter();
  const toast = useToast();

  async function say(work: Promise<string | undefined>, done: string, undo?: () => void): Promise<boolean> {
    const problem = await work;
    if (problem !== undefined) toast({ title: problem, meaning: "danger" });
    else toast({ title: done, ...(undo === undefined ? {} : { undo }) });
    return problem === undefined;
  }
  return {
    update: (view: SavedViewItem) =>
      say(
        updateViewAction(view.id, { search: state.search, version: view.version }),
        `“${view.name}” now asks this`,
      ),
    share: (view: SavedViewItem, isShared: boolean) =>
      say(
        updateViewAction(view.id, { isShared }),
        isShared ? `Everybody here can open “${view.name}”` : `“${view.name}” is yours alone again`,
      ),
    makeDefault: (view: SavedViewItem, isDefault: boolean) =>
      say(
        setDefaultViewAction(isDefault ? view.id : null),
        isDefault ? `Servers opens with “${view.name}”` : "Servers opens with everything",
      ),
    async remove(view: SavedViewItem) {
      const back = async () => {
        if (await say(restoreViewAction(view.id), `“${view.name}” is back`)) router.push(viewHref(view));
      };
      const isGone = await say(deleteViewAction(view.id), `“${view.name}” is deleted`, back);
      if (isGone) router.push(plainHref(state.search));
    },
  };
}
