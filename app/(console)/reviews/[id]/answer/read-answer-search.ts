import { inWords } from "#app/in-words.ts";
import { chosenFilters, type FilterField } from "#components/table/filters.ts";
import { REVIEW_RISKS, REVIEW_SUBJECTS } from "#lib/reviews/campaign-definition.ts";
import type { ItemFilter } from "#lib/reviews/item-list-input.ts";
import { type SearchParams, toUrlSearch } from "../../../servers/read-list-search.ts";
import { KIND_WORDS } from "../../item-words.ts";

/** Which part of a review is on the left: what waits for whoever looks, what they answered, or everybody's. */
export type Shown = "waiting" | "answered" | "all";

const RISK: FilterField = {
  param: "risk",
  label: "Risk",
  options: REVIEW_RISKS.toReversed().map((value) => ({ value, label: inWords(value) })),
};
const KIND: FilterField = {
  param: "kind",
  label: "Kind",
  options: REVIEW_SUBJECTS.map((value) => ({ value, label: KIND_WORDS[value] })),
};
const ANSWER: FilterField = {
  param: "answer",
  label: "Answer",
  options: [
    { value: "undecided", label: "Open" },
    { value: "keep", label: "Keep" },
    { value: "change", label: "Change" },
    { value: "revoke", label: "Revoke" },
  ],
};

/** What the list can be filtered by; what waits has no answer to filter by. */
export function answerFilters(shown: Shown): FilterField[] {
  return shown === "waiting" ? [RISK, KIND] : [RISK, KIND, ANSWER];
}

const ANSWERED: ItemFilter["decision"] = ["keep", "revoke", "change"];

/** What the address asks for; whoever has nothing to answer sees everybody's. */
export function readAnswerSearch(params: SearchParams, hasWork: boolean) {
  const search = toUrlSearch(params);
  const wanted = search.get("show");
  const shown: Shown = !hasWork || wanted === "all" ? "all" : wanted === "answered" ? "answered" : "waiting";
  const chosen = chosenFilters(answerFilters(shown), search);
  const valuesOf = <Value extends string>(param: string) =>
    // Only declared options are chosen, and those are the enum's own members.
    chosen.filter(({ field }) => field.param === param).map(({ value }) => value as Value);
  const answers = valuesOf<ItemFilter["decision"][number]>("answer");
  return {
    shown,
    isFiltered: chosen.length > 0 || (search.get("q") ?? "") !== "",
    itemId: search.get("item") ?? undefined,
    filter: {
      risk: valuesOf<ItemFilter["risk"][number]>("risk"),
      kind: valuesOf<ItemFilter["kind"][number]>("kind"),
      q: (search.get("q") ?? "").slice(0, 100),
    },
    whose: shown === "all" ? ("all" as const) : ("mine" as const),
    waits: shown === "waiting",
    decision: shown === "answered" && answers.length === 0 ? ANSWERED : answers,
    cursor: search.get("cursor") ?? undefined,
  };
}

/** The same page of a review with these parameters set, or taken away by null. */
export function answerHref(params: SearchParams, changes: Record<string, string | null>): string {
  const search = toUrlSearch(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) search.delete(name);
    else search.set(name, value);
  }
  return `?${search}`;
}
