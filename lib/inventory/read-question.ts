import { letWorkersHelp, type Tx } from "../kernel/db.ts";
import { beginAsking, countFacets } from "./facet-store.ts";
import { isLongFind, type Selectivity } from "./list-plan.ts";
import { readSearch } from "./read-search.ts";
import { countWindows } from "./search-store.ts";
import { toTextSearch } from "./search-words.ts";
import { addsUp, chosenFacets, type FacetGroup, riskOf } from "./server-filter.ts";
import type { ServerFilter, ServerSort } from "./server-list-input.ts";
import type { ServerQuestion } from "./server-question-store.ts";
import { chosenWindows, type Window } from "./server-windows.ts";

export interface ReadQuestion {
  question: ServerQuestion;
  selectivity: Selectivity;
  /** How many servers fit, where that is known without counting. */
  exactCount: number | null;
  /** Nothing can fit: what was typed has no word in it. */
  isHopeless: boolean;
  /** What was searched for, mended where it had to be. */
  typed: string;
  /** The words that were looked for, where no server carries those that were typed. */
  didYouMean?: string;
}

/** Counting a range stops here: one that is wider is not rare. */
const WINDOW_LIMIT = 5_000;
/** A range of which only that it is wide is known is taken for a quarter of everything. */
const WIDE = 0.25;

/** Makes a filter ready to be asked, and looks up how common each of its parts is: a handful of look-ups by key. */
export async function readQuestion(
  tx: Tx,
  filter: ServerFilter,
  now: Date,
  sort?: ServerSort,
): Promise<ReadQuestion> {
  const total = await beginAsking(tx);
  const facets = chosenFacets(filter);
  const windows = chosenWindows(filter, now);
  const { words, didYouMean } = await readSearch(tx, filter.q);
  const facetCounts = await countEach(tx, facets);
  const windowCounts = (await countWindows(tx, windows, WINDOW_LIMIT)).map((count) => count ?? total * WIDE);
  const textSearch = toTextSearch(words);
  const along = alongSort(filter, windows, sort);
  // Along the sort everything fits: a walk begins and ends there.
  const counts = [
    ...facetCounts.filter((_, index) => !(along?.column === "risk" && facets[index]?.field === "severity")),
    ...windowCounts.filter((_, index) => windows[index] !== along),
    ...words.map(({ count }) => count),
  ];
  const selectivity = { total, counts };
  if (textSearch !== null && isLongFind(selectivity)) await letWorkersHelp(tx);
  return {
    question: { facets, windows, textSearch, along },
    selectivity,
    exactCount: windows.length > 0 || words.length > 0 ? null : knownCount(total, facets, facetCounts),
    isHopeless: filter.q !== "" && textSearch === null,
    typed: didYouMean ?? filter.q,
    ...(didYouMean === undefined ? {} : { didYouMean }),
  };
}

/** The part of the sort's own order that a filter leaves, when it filters by what the list is sorted by. */
function alongSort(
  filter: ServerFilter,
  windows: readonly Window[],
  sort: ServerSort | undefined,
): Window | null {
  switch (sort) {
    case "expiry":
    case "-expiry":
      return windows.find(({ column }) => column === "soonest_expiry") ?? null;
    case "last_seen":
    case "-last_seen":
      return windows.find(({ column }) => column === "last_seen_at") ?? null;
    case "next_review":
    case "-next_review":
      return windows.find(({ column }) => column === "next_review_on") ?? null;
    case "last_review":
    case "-last_review":
      return windows.find(({ column }) => column === "last_reviewed_on") ?? null;
    case "risk":
    case "-risk":
      return riskOf(filter.severity);
    default:
      return null;
  }
}

/** Of each field, how many servers have one of its chosen values; at most, where a server can have several. */
async function countEach(tx: Tx, facets: readonly FacetGroup[]): Promise<number[]> {
  const counted = await countFacets(tx, facets);
  return facets.map(({ field }) =>
    counted.filter((facet) => facet.field === field).reduce((sum, { count }) => sum + count, 0),
  );
}

/** One field's counts are kept; several fields have to be looked at together. */
function knownCount(total: number, facets: readonly FacetGroup[], counts: readonly number[]): number | null {
  const [first, second] = facets;
  if (first === undefined) return total;
  return second === undefined && addsUp(first) ? (counts[0] ?? 0) : null;
}
