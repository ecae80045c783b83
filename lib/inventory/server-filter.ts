import {
  type FacetField,
  SERVER_FACET_FIELDS,
  SEVERITY_FILTERS,
  type ServerFilter,
  type SeverityFilter,
} from "./server-list-input.ts";
import type { Window } from "./server-windows.ts";

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

/** A server's worst severity makes its risk, eight apart (prisma/migrations/20261127110000_server_listing). */
const RISK_OF_SEVERITY = 8;

/**
 * The part of a list sorted by risk in which servers of these severities are: from the least of them up to the worst.
 * Null when none is chosen.
 */
export function riskOf(severities: readonly SeverityFilter[]): Window | null {
  if (severities.length === 0) return null;
  const ranks = severities.map((severity) => SEVERITY_FILTERS.indexOf(severity) + 1);
  return {
    column: "risk",
    from: String(RISK_OF_SEVERITY * Math.min(...ranks)),
    before: String(RISK_OF_SEVERITY * (Math.max(...ranks) + 1)),
  };
}
