import { parseSort, type Sort } from "#components/table/column.ts";
import { orderOf } from "#lib/inventory/server-list-input.ts";
import {
  type Ignored,
  ignoredOf,
  readServerSearch,
  type ServerSearch,
  writeServerSearch,
} from "#lib/inventory/server-search.ts";
import { SERVER_FILTERS } from "./server-filters.ts";
import { ALL_SERVERS } from "./views/view-state.ts";

export type SearchParams = Record<string, string | string[] | undefined>;

export interface ListSearch {
  input: ServerSearch;
  /** The question in its normal form. */
  search: string;
  /** The saved view the address names; null when it names none. */
  viewId: string | null;
  cursor: string | undefined;
  /** A column; best matches are in the order of none. */
  sort: Sort | undefined;
  isFiltered: boolean;
  /** The address asks nothing at all: the list may open with the person's own view. */
  isBare: boolean;
  /** What the address asks for and this list does not have: the page says so. */
  ignored: readonly Ignored[];
}

/** What the address of the list asks for. Values that are not on offer are left out, so an old link still opens. */
export function readListSearch(params: SearchParams): ListSearch {
  const given = toUrlSearch(params);
  const offered = new URLSearchParams(given);
  const unknown = notOffered(given);
  for (const { name, value } of unknown) offered.delete(name, value);
  const input = readServerSearch(offered);
  const search = writeServerSearch(input);
  const filters = new URLSearchParams(search);
  filters.delete("sort");
  const viewId = given.get("view");
  return {
    input,
    search: search.toString(),
    viewId: viewId === ALL_SERVERS ? null : viewId,
    cursor: given.get("cursor") ?? undefined,
    sort: parseSort(orderOf(input)),
    isFiltered: filters.size > 0,
    isBare: given.size === 0,
    ignored: [...ignoredOf(offered, ["view"]), ...unknown],
  };
}

/** Values of filters whose every value is declared, and not these: the rules of findings, which inventory leaves open. */
function notOffered(search: URLSearchParams): Ignored[] {
  return SERVER_FILTERS.filter(({ more }) => more === undefined).flatMap(({ param, options }) =>
    [...new Set(search.getAll(param))]
      .filter((value) => value !== "" && options.every((option) => option.value !== value))
      .map((value) => ({ name: param, value })),
  );
}

/** Next gives repeated parameters as arrays. */
export function toUrlSearch(params: SearchParams): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value ?? []].flat()) search.append(name, one);
  }
  return search;
}
