import { formatSort, parseSort, type Sort } from "#components/table/column.ts";
import { chosenFilters } from "#components/table/filters.ts";
import { type ListServersInput, SERVER_SORTS } from "#lib/inventory/input.ts";
import { SERVER_FILTERS } from "./server-filters.ts";

export type SearchParams = Record<string, string | string[] | undefined>;

/** What the address of the list asks for. Values that are not on offer are left out, so an old link still opens. */
export function readListSearch(params: SearchParams) {
  const search = toUrlSearch(params);
  const chosen = chosenFilters(SERVER_FILTERS, search);
  const valuesOf = <Value extends string>(param: string) =>
    // Only declared options are chosen, and those are the enum's own members.
    chosen.filter(({ field }) => field.param === param).map(({ value }) => value as Value);
  const sort = sortOf(search.get("sort"));
  const cursor = search.get("cursor") ?? undefined;
  return {
    search,
    sort,
    isFiltered: chosen.length > 0 || (search.get("q") ?? "") !== "",
    input: {
      q: search.get("q") ?? "",
      environment: valuesOf<ListServersInput["environment"][number]>("environment"),
      state: valuesOf<ListServersInput["state"][number]>("state"),
      impact: valuesOf<ListServersInput["impact"][number]>("impact"),
      ownerId: valuesOf<"none">("owner"),
      finding: valuesOf("findings").includes("open") ? ["any"] : [],
      sort: formatSort(sort) as ListServersInput["sort"], // `sortOf` gives only what is in the list
      cursor,
    },
  };
}

function sortOf(value: string | null): Sort {
  const wanted = SERVER_SORTS.find((sort) => sort === value);
  return parseSort(wanted) ?? { columnId: "name", direction: "ascending" };
}

/** Next gives repeated parameters as arrays. */
export function toUrlSearch(params: SearchParams): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value ?? []].flat()) search.append(name, one);
  }
  return search;
}
