import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { stateInWords } from "#app/state-badge.tsx";
import { chosenFilters, type FilterField } from "#components/table/filters.ts";
import { REQUEST_KINDS } from "#lib/approvals/list-input.ts";
import { REQUEST_STATES } from "#lib/approvals/states.ts";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { ENVIRONMENTS } from "#lib/inventory/model.ts";
import type { RequestsView } from "./views.ts";

/** Those that a request can be in: nobody keeps drafts, and nothing fails to be applied yet. */
const SHOWN_STATES = REQUEST_STATES.filter((state) => state !== "draft" && state !== "failed");

const STATE: FilterField = {
  param: "state",
  label: "State",
  options: SHOWN_STATES.map((state) => ({
    value: state,
    label: stateInWords({ of: "request", state }),
  })),
};

const FILTERS: readonly FilterField[] = [
  {
    param: "kind",
    label: "Kind",
    options: REQUEST_KINDS.map((value) => ({ value, label: inWords(value) })),
  },
  {
    param: "impact",
    label: "Impact",
    options: IMPACTS.toReversed().map((value) => ({ value, label: IMPACT_WORDS[value] })),
  },
  {
    param: "environment",
    label: "Environment",
    options: ENVIRONMENTS.toReversed().map((value) => ({ value, label: inWords(value) })),
  },
];

/** What requests of a view can be filtered by: what waits for a decision has one state only. */
export function requestFilters(view: RequestsView): readonly FilterField[] {
  return view === "to-decide" ? FILTERS : [STATE, ...FILTERS];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the address asks for; values that are not on offer are left out, so an old link still opens. */
export function readRequestsSearch(search: URLSearchParams) {
  const wanted = search.get("view");
  const view: RequestsView = wanted === "mine" || wanted === "all" ? wanted : "to-decide";
  const chosen = chosenFilters(requestFilters(view), search);
  const valuesOf = <Value extends string>(param: string) =>
    // Only declared options are chosen, and those are the enums' own members.
    chosen.filter(({ field }) => field.param === param).map(({ value }) => value as Value);
  const serverId = search.get("server");
  const question = {
    state: valuesOf<(typeof REQUEST_STATES)[number]>("state"),
    kind: valuesOf<(typeof REQUEST_KINDS)[number]>("kind"),
    impact: valuesOf<(typeof IMPACTS)[number]>("impact"),
    environment: valuesOf<(typeof ENVIRONMENTS)[number]>("environment"),
    serverId: serverId !== null && UUID.test(serverId) ? serverId : undefined,
    q: (search.get("q") ?? "").trim().slice(0, 200),
    cursor: search.get("cursor") ?? undefined,
  };
  const isFiltered = chosen.length > 0 || question.q !== "" || question.serverId !== undefined;
  return { view, question, isFiltered };
}
