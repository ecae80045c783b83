import { readServerSearch, type ServerSearch } from "#lib/inventory/server-search.ts";
import { FLAG_WORDS } from "./server-filters.ts";
import { plainHref } from "./views/view-state.ts";

export interface OneClickView {
  label: string;
  /** In its normal form. */
  search: string;
  href: string;
  filter: ServerSearch;
}

/** The questions asked most, across the top of the list and in the palette. */
export const ONE_CLICK_VIEWS: readonly OneClickView[] = [
  view("All", ""),
  ...Object.entries(FLAG_WORDS).map(([flag, label]) => view(label, `is=${flag}`)),
  view("Expiring in 30 days", "expiry=30d"),
  view("Not seen for 90 days", "lastSeen=over90d"),
];

function view(label: string, search: string): OneClickView {
  return { label, search, href: plainHref(search), filter: readServerSearch(new URLSearchParams(search)) };
}
