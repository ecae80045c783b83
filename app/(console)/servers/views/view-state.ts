import type { SavedViewItem } from "#lib/inventory/queries/list-views.ts";

/** Says in the address that everything is meant, and not the view the list opens with. */
export const ALL_SERVERS = "all";

/** What of saved views the page is looking at. */
export interface ViewState {
  views: readonly SavedViewItem[];
  defaultId: string | null;
  /** The view the address names, when this person has it. */
  current: SavedViewItem | null;
  /** What the address asks for, in its normal form, without the view. */
  search: string;
  /** Why this person may not save views. */
  refusal: string | null;
}

/** Which question about a name is open. */
export type ViewDialog = "save" | "rename" | null;

/** The address of a view: its whole question, so that whoever gets the link sees the same without having the view. */
export function viewHref({ id, search }: Pick<SavedViewItem, "id" | "search">): string {
  return `/servers?${new URLSearchParams([...new URLSearchParams(search), ["view", id]])}`;
}

/** The same question, under no saved name. */
export function plainHref(search: string): string {
  return `/servers?${search === "" ? `view=${ALL_SERVERS}` : search}`;
}

export function hasUnsavedChanges({ current, search }: ViewState): boolean {
  return current !== null && current.search !== search;
}
