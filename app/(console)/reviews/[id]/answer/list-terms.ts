import type { FilterField } from "#components/table/filters.ts";
import type { Shown } from "./read-answer-search.ts";

/** What the list asks for, and the way to its other pages. */
export interface ListTerms {
  total: { count: number; isEstimate: boolean };
  filters: readonly FilterField[];
  q: string;
  kinds: readonly string[];
  isFiltered: boolean;
  shown: Shown;
  /** How many of low risk could be answered together; 10,001 for more than 10,000. */
  together: number;
  nextHref: string | null;
  firstHref: string | null;
}
