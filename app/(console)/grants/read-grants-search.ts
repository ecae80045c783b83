import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { stateInWords } from "#app/state-badge.tsx";
import { chosenFilters, type FilterField } from "#components/table/filters.ts";
import type { GrantQuestion } from "#lib/grants/export-grants.ts";
import {
  END_WINDOWS,
  type EndWindow,
  GRANT_KINDS,
  GRANT_ORIGINS,
  GRANT_SORTS,
  type GrantSort,
  type ListGrantsInput,
} from "#lib/grants/list-input.ts";
import { GRANT_STATUSES } from "#lib/grants/model.ts";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { ENVIRONMENTS } from "#lib/inventory/model.ts";

const WINDOW_WORDS: Record<EndWindow, string> = {
  "7d": "Within 7 days",
  "30d": "Within 30 days",
  "90d": "Within 90 days",
  later: "Later than 90 days",
};

const KIND_WORDS: Readonly<Record<string, string>> = {
  tool: "Tool enabled",
  scope: "Scope held",
  access: "Access of a consumer",
};

const option = (value: string) => ({ value, label: inWords(value) });

/** What grants can be filtered by. */
export const GRANT_FILTERS: readonly FilterField[] = [
  {
    param: "status",
    label: "State",
    options: GRANT_STATUSES.map((state) => ({ value: state, label: stateInWords({ of: "grant", state }) })),
  },
  {
    param: "kind",
    label: "Kind",
    options: GRANT_KINDS.map((value) => ({ value, label: KIND_WORDS[value] ?? inWords(value) })),
  },
  {
    param: "window",
    label: "Ends",
    isSingle: true,
    options: END_WINDOWS.map((value) => ({ value, label: WINDOW_WORDS[value] })),
  },
  { param: "environment", label: "Environment", options: ENVIRONMENTS.map(option) },
  {
    param: "impact",
    label: "Impact",
    options: IMPACTS.map((value) => ({ value, label: IMPACT_WORDS[value] })),
  },
  { param: "origin", label: "Origin", options: GRANT_ORIGINS.map(option) },
  { param: "owner", label: "Server owner", options: [{ value: "me", label: "Me" }] },
];

/** What is in force, and what is only suspended: the rest has ended. */
const IN_FORCE: ListGrantsInput["status"] = ["active", "suspended"];

/** Said in place of a name where the address names nothing that could be there: it narrows nothing. */
export const IGNORED = "unreadable, so this part of the address is ignored";

export function isId(value: string): boolean {
  return UUID.test(value);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the address asks for; values that are not on offer are left out, so an old link still opens. */
export function readGrantsSearch(search: URLSearchParams, userId: string | undefined) {
  const chosen = chosenFilters(GRANT_FILTERS, search);
  const valuesOf = <Value extends string>(param: string) =>
    // Only declared options are chosen, and those are the enums' own members.
    chosen.filter(({ field }) => field.param === param).map(({ value }) => value as Value);
  const statuses = valuesOf<ListGrantsInput["status"][number]>("status");
  const idOf = (param: string) => {
    const id = search.get(param);
    return id !== null && UUID.test(id) ? id : undefined;
  };
  const question = {
    status: statuses.length === 0 ? IN_FORCE : statuses,
    kind: valuesOf<ListGrantsInput["kind"][number]>("kind"),
    origin: valuesOf<ListGrantsInput["origin"][number]>("origin"),
    environment: valuesOf<ListGrantsInput["environment"][number]>("environment"),
    impact: valuesOf<ListGrantsInput["impact"][number]>("impact"),
    window: valuesOf<EndWindow>("window").at(0),
    answererId: valuesOf("owner").length > 0 ? userId : undefined,
    serverId: idOf("server"),
    consumerId: idOf("consumer"),
    q: (search.get("q") ?? "").trim().slice(0, 200),
    sort: GRANT_SORTS.find((sort): sort is GrantSort => sort === search.get("sort")) ?? "expiry",
  } satisfies GrantQuestion;
  const { serverId, consumerId, q } = question;
  const isFiltered = chosen.length > 0 || serverId !== undefined || consumerId !== undefined || q !== "";
  return { question, isFiltered };
}

/** The same list with these parameters set, or taken away by null. */
export function grantsHref(search: URLSearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next.size === 0 ? "/grants" : `/grants?${next}`;
}
