import { type FacetField, SERVER_FACET_FIELDS, type ServerFilter } from "./server-list-input.ts";

/** What one field asks: any of these values. */
export interface FacetGroup {
  field: FacetField;
  values: readonly string[];
}

/** The fields in which something is chosen, each value once. */
export function chosenFacets(filter: ServerFilter): FacetGroup[] {
  return SERVER_FACET_FIELDS.flatMap((field) => {
    const values = [...new Set<string>(filter[field])];
    return values.length === 0 ? [] : [{ field, values }];
  });
}

/** A facet as it stands in a server's row. */
export function facetToken(field: string, value: string): string {
  return `${field}:${value}`;
}

/** Fields of which a server has one value, so that counts of several values add up. */
const ONE_EACH: ReadonlySet<FacetField> = new Set([
  "environment",
  "state",
  "criticality",
  "transport",
  "team",
  "serverRoleId",
  "packageRegistry",
  "severity",
]);

/** Whether the counts of these values, added up, are the count of servers that have any of them. */
export function addsUp({ field, values }: FacetGroup): boolean {
  return values.length === 1 || ONE_EACH.has(field);
}
