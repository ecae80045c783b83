import type { GrantFacts } from "#lib/grants/steps/load-grants.ts";
import type { ItemFacts, PopulationItem, PopulationQuery } from "./item-facts.ts";
import { seal } from "./seal.ts";

type Request = { id: string; title: string; justification: string };

/** Grants in a fixed order (kind, name, id) with their facts: the same grants always give the same population. */
export function freezePopulation(
  grants: readonly GrantFacts[],
  requests: ReadonlyMap<string, Request>,
): PopulationItem[] {
  return grants
    .map((grant) => ({ grantId: grant.id, facts: toFacts(grant, requests) }))
    .sort((one, other) => compare(orderOf(one), orderOf(other)))
    .map((item, index) => ({ position: index + 1, ...item }));
}

/** SHA-256 over the RFC 8785 text of the query and its items; anybody with the evidence can compute it again. */
export function populationHash(query: PopulationQuery, items: readonly PopulationItem[]): string {
  return seal({ query, items: items.map(({ position, grantId, facts }) => ({ position, grantId, facts })) });
}

function toFacts(grant: GrantFacts, requests: ReadonlyMap<string, Request>): ItemFacts {
  const { kind, tool, scope, consumer, state, grantedAt, expiresAt, requestId } = grant;
  return {
    kind,
    name: tool?.name ?? scope?.name ?? consumer?.name ?? kind,
    tool,
    scope,
    consumer,
    state,
    grantedAt,
    expiresAt,
    request: (requestId === null ? undefined : requests.get(requestId)) ?? null,
  };
}

function orderOf(item: { grantId: string; facts: ItemFacts }): string[] {
  return [item.facts.kind, item.facts.name, item.grantId];
}

/** By code units, not by locale: the order must not depend on where it is computed. */
function compare(one: string[], other: string[]): number {
  for (const [index, text] of one.entries()) {
    const against = other[index] ?? "";
    if (text !== against) return text < against ? -1 : 1;
  }
  return 0;
}
