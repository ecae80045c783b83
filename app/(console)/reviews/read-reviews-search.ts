import { stateInWords } from "#app/state-badge.tsx";
import { chosenFilters, type FilterField } from "#components/table/filters.ts";
import { MY_PARTS, OPEN_STATES, OVER_STATES } from "#lib/reviews/input.ts";

export type ReviewsShown = "running" | "closed";

type State = (typeof OPEN_STATES)[number] | (typeof OVER_STATES)[number];

const PART_WORDS: Record<(typeof MY_PARTS)[number], string> = {
  reviews: "I review in it",
  signs: "I sign it",
  defined: "I defined it",
};

/** What reviews can be filtered by: those that are not over, or those that are. */
export function reviewFilters(shown: ReviewsShown): FilterField[] {
  const states: readonly State[] = shown === "running" ? OPEN_STATES : OVER_STATES;
  return [
    {
      param: "in",
      label: "State",
      options: states.map((state) => ({ value: state, label: stateInWords({ of: "campaign", state }) })),
    },
    {
      param: "whose",
      label: "Mine",
      isSingle: true,
      options: MY_PARTS.map((value) => ({ value, label: PART_WORDS[value] })),
    },
  ];
}

/** What the address asks for; values that are not on offer are left out, so an old link still opens. */
export function readReviewsSearch(search: URLSearchParams) {
  const shown: ReviewsShown = search.get("state") === "closed" ? "closed" : "running";
  const chosen = chosenFilters(reviewFilters(shown), search);
  const valuesOf = <Value extends string>(param: string) =>
    // Only declared options are chosen, and those are the enums' own members.
    chosen.filter(({ field }) => field.param === param).map(({ value }) => value as Value);
  const q = (search.get("q") ?? "").trim().slice(0, 100);
  return {
    shown,
    question: {
      state: shown,
      states: valuesOf<State>("in"),
      whose: valuesOf<(typeof MY_PARTS)[number]>("whose")[0],
      q,
    },
    isFiltered: chosen.length > 0 || q !== "",
  };
}

/** The same list from this page on; null for its first. */
export function reviewsHref(search: URLSearchParams, cursor: string | null): string {
  const next = new URLSearchParams(search);
  if (cursor === null) next.delete("cursor");
  else next.set("cursor", cursor);
  return next.size === 0 ? "/reviews" : `/reviews?${next}`;
}
