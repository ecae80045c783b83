import type { GrantedScope } from "#lib/grants/steps/load-grants.ts";
import type { ConsumerKind, GrantKind, GrantState, Impact } from "#lib/kernel/generated/enums.ts";

/**
 * One grant as it was when the population was frozen: the before-state. Stored on the item and never changed; a type,
 * not an interface, so that it counts as JSON. Times are ISO 8601, UTC.
 */
export type ItemFacts = {
  kind: GrantKind;
  /** What is granted, in a word: the tool, the scope or the consumer. */
  name: string;
  tool: { id: string; name: string; impact: Impact; digest: string } | null;
  scope: GrantedScope | null;
  consumer: { id: string; name: string; kind: ConsumerKind; ownerId: string | null } | null;
  state: GrantState;
  grantedAt: string;
  expiresAt: string;
  /** Why it exists; null when it came from an import. */
  request: { id: string; title: string; justification: string } | null;
};

/** The question that made the population, and when it was asked. */
export type PopulationQuery = {
  serverId: string;
  serverSlug: string;
  serverName: string;
  grantStates: GrantState[];
  askedAt: string;
};

export type PopulationItem = { position: number; grantId: string; facts: ItemFacts };
