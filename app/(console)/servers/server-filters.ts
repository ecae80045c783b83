import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { stateInWords } from "#app/state-badge.tsx";
import type { FilterField } from "#components/table/filters.ts";
import { ENVIRONMENTS, SERVER_STATES } from "#lib/inventory/model.ts";
import type { NONE } from "#lib/inventory/server-list-input.ts";

/** What the list of servers can be filtered by. */
export const SERVER_FILTERS: readonly FilterField[] = [
  {
    param: "environment",
    label: "Environment",
    options: ENVIRONMENTS.map((value) => ({ value, label: inWords(value) })),
  },
  {
    param: "state",
    label: "State",
    options: SERVER_STATES.map((value) => ({ value, label: stateInWords({ of: "server", state: value }) })),
  },
  { param: "owner", label: "Owner", options: [{ value: "none" satisfies typeof NONE, label: "Nobody" }] },
  { param: "findings", label: "Findings", options: [{ value: "open", label: "Open" }] },
  {
    param: "impact",
    label: "Offers a tool that",
    options: Object.entries(IMPACT_WORDS).map(([value, label]) => ({ value, label })),
  },
];
