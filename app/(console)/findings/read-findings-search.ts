import { inWords } from "#app/in-words.ts";
import { chosenFilters, type FilterField } from "#components/table/filters.ts";
import { ENVIRONMENTS } from "#lib/inventory/model.ts";
import type { ListFindingsInput } from "#lib/policy/input.ts";
import { SEVERITIES } from "#lib/policy/model.ts";
import { RULES } from "#lib/policy/rules/all-rules.ts";
import { type SearchParams, toUrlSearch } from "../servers/read-list-search.ts";

/** What findings can be filtered by. Made on the server: the rules themselves stay there. */
export const FINDING_FILTERS: readonly FilterField[] = [
  {
    param: "severity",
    label: "Severity",
    options: SEVERITIES.toReversed().map((value) => ({ value, label: inWords(value) })),
  },
  {
    param: "environment",
    label: "Environment",
    options: ENVIRONMENTS.map((value) => ({ value, label: inWords(value) })),
  },
  { param: "owner", label: "Owner", options: [{ value: "me", label: "Me" }] },
  { param: "rule", label: "Rule", options: RULES.map(({ id, title }) => ({ value: id, label: title })) },
];

/** What the address asks for; values that are not on offer are left out, so an old link still opens. */
export function readFindingsSearch(params: SearchParams, userId: string) {
  const search = toUrlSearch(params);
  const chosen = chosenFilters(FINDING_FILTERS, search);
  const valuesOf = <Value extends string>(param: string) =>
    // Only declared options are chosen, and those are the enum's own members.
    chosen.filter(({ field }) => field.param === param).map(({ value }) => value as Value);
  return {
    isFiltered: chosen.length > 0,
    input: {
      state: search.get("state") === "resolved" ? ("resolved" as const) : ("open" as const),
      severity: valuesOf<ListFindingsInput["severity"][number]>("severity"),
      environment: valuesOf<ListFindingsInput["environment"][number]>("environment"),
      rule: valuesOf<string>("rule"),
      ownerId: valuesOf("owner").length > 0 ? userId : undefined,
      cursor: search.get("cursor") ?? undefined,
    },
  };
}

/** The same list at another place: its parameters with these set, or taken away by null. */
export function findingsHref(params: SearchParams, changes: Record<string, string | null>): string {
  const search = toUrlSearch(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) search.delete(name);
    else search.set(name, value);
  }
  return search.size === 0 ? "/findings" : `/findings?${search}`;
}
