import type { FilterField } from "#components/table/filters.ts";
import { clientName } from "#lib/discovery/client-name.ts";
import { CLIENTS } from "#lib/discovery/model.ts";

/** What the list of candidates can be filtered by. */
export const CANDIDATE_FILTERS: readonly FilterField[] = [
  {
    param: "client",
    label: "Client",
    options: CLIENTS.map((client) => ({ value: client, label: clientName(client) })),
    isSingle: true,
  },
  { param: "machine", label: "Machine", options: [], more: "words", isSingle: true },
  {
    param: "has",
    label: "Has",
    options: [
      { value: "secrets", label: "Secrets in configuration" },
      { value: "risks", label: "Risks" },
    ],
  },
  {
    param: "seen",
    label: "Seen",
    options: [
      { value: "new", label: "New in the last 7 days" },
      { value: "present", label: "Still there" },
      { value: "gone", label: "Gone everywhere" },
    ],
    isSingle: true,
  },
];

/** The filters of an address, as the query takes them; what is none of ours is left out. */
export function readCandidateFilters(search: URLSearchParams) {
  const one = (param: string) => {
    const value = search.get(param);
    const field = CANDIDATE_FILTERS.find((known) => known.param === param);
    const isKnown = field?.more === "words" || field?.options.some((option) => option.value === value);
    return value !== null && value !== "" && isKnown === true ? { [param]: value } : {};
  };
  const has = search.getAll("has").filter((value) => value === "secrets" || value === "risks");
  return { ...one("client"), ...one("machine"), ...one("seen"), has: [...new Set(has)] };
}
