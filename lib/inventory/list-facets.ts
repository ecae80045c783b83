import type { Tx } from "../kernel/db.ts";
import { listKeptFacets, listMatchingFacets } from "./facet-list-store.ts";
import type { FacetCount } from "./facet-store.ts";
import { readQuestion } from "./read-question.ts";
import { countWindows } from "./search-store.ts";
import { chosenFacets } from "./server-filter.ts";
import { type FacetField, SERVER_FACET_FIELDS, type ServerFilter } from "./server-list-input.ts";
import { allWindows, WINDOW_FIELDS, type WindowChoice, type WindowField } from "./server-windows.ts";

/** Servers looked at for one count; beyond, it says "at least". */
export const FACET_LIMIT = 10_000;

export interface CountedFacet extends FacetCount {
  isCapped: boolean;
}

/**
 * The values of every field with how many of the servers that the rest of the filter finds carry them. What a field
 * itself has chosen is left out of its own counting, so each such field is counted on its own.
 */
export async function listFacets(tx: Tx, filter: ServerFilter, now: Date): Promise<CountedFacet[]> {
  const chosen: (FacetField | WindowField)[] = [
    ...chosenFacets(filter).map(({ field }) => field),
    ...WINDOW_FIELDS.filter((field) => filter[field] !== undefined),
  ];
  const others = [...SERVER_FACET_FIELDS, ...WINDOW_FIELDS].filter((field) => !chosen.includes(field));
  const counted = await countFields(tx, filter, filter, others, now);
  for (const field of chosen) {
    counted.push(...(await countFields(tx, without(filter, field), filter, [field], now)));
  }
  return counted;
}

/** Some fields, over the servers that `filter` finds; the values that `shown` has chosen are always among them. */
async function countFields(
  tx: Tx,
  filter: ServerFilter,
  shown: ServerFilter,
  fields: readonly (FacetField | WindowField)[],
  now: Date,
): Promise<CountedFacet[]> {
  const { question, isHopeless } = await readQuestion(tx, filter, now);
  if (isHopeless) return [];
  const windows = allWindows(now).filter(({ field }) => fields.includes(field));
  const chosen = chosenFacets(shown).filter(({ field }) => fields.includes(field));
  const isEverything =
    question.facets.length === 0 && question.windows.length === 0 && question.textSearch === null;
  if (isEverything) {
    const kept = await listKeptFacets(tx, fields, chosen);
    return [...kept.map((facet) => ({ ...facet, isCapped: false })), ...(await countAllIn(tx, windows))];
  }
  const { matchCount, counts } = await listMatchingFacets(
    tx,
    question,
    { fields, windows, chosen },
    FACET_LIMIT,
  );
  return counts.map((facet) => ({ ...facet, isCapped: matchCount > FACET_LIMIT }));
}

async function countAllIn(tx: Tx, windows: readonly WindowChoice[]): Promise<CountedFacet[]> {
  const counts = await countWindows(
    tx,
    windows.map(({ window }) => window),
    FACET_LIMIT,
  );
  return windows.map(({ field, value }, index) => {
    const count = counts[index] ?? null;
    return { field, value, count: count ?? FACET_LIMIT, isCapped: count === null };
  });
}

function without(filter: ServerFilter, field: FacetField | WindowField): ServerFilter {
  const isWindow = (WINDOW_FIELDS as readonly string[]).includes(field);
  return { ...filter, [field]: isWindow ? undefined : [] };
}
