import { query } from "../../kernel/query.ts";
import { listFacetNames } from "../facet-list-store.ts";
import { type CountedFacet, listFacets } from "../list-facets.ts";
import { type FacetField, INACTIVE, NONE, serverFilterInput } from "../server-list-input.ts";
import type { WindowField } from "../server-windows.ts";

export interface FacetValue {
  value: string;
  label: string;
  count: number;
  /** There are at least so many. */
  isCapped: boolean;
}

/**
 * For each field of the filter its 20 most frequent values among the servers that the other fields find, most first,
 * and whatever is chosen. Exact over all servers; otherwise of the first 10,000 that fit. Labels are names where
 * values are ids, and otherwise the value itself, for the reader's side to put in words.
 */
export const listServerFacets = query({
  name: "list-server-facets",
  permission: "server:read",
  input: serverFilterInput,
  run: async ({ tx, now }, filter) => {
    const facets = await listFacets(tx, filter, now);
    const ids = facets.filter(({ field }) => OF_IDS.has(field)).map(({ value }) => value);
    const names = await listFacetNames(tx, [...new Set(ids.filter((id) => !WORDS.has(id)))]);
    const byField: Partial<Record<FacetField | WindowField, FacetValue[]>> = {};
    for (const facet of facets) {
      const field = facet.field as FacetField | WindowField; // only declared fields were asked for
      byField[field] ??= [];
      byField[field].push(toValue(facet, names));
    }
    return byField;
  },
});

const OF_IDS: ReadonlySet<string> = new Set<FacetField>([
  "ownerId",
  "backupOwnerId",
  "serverRoleId",
  "systemId",
]);
const WORDS: ReadonlySet<string> = new Set([NONE, INACTIVE]);

function toValue({ value, count, isCapped }: CountedFacet, names: ReadonlyMap<string, string>): FacetValue {
  return { value, label: names.get(value) ?? value, count, isCapped };
}
