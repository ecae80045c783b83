import type { ConsumerKind, GrantKind, GrantState, Impact } from "#lib/kernel/generated/enums.ts";

/** A grant as a review freezes it. Times are ISO 8601, UTC. */
export interface GrantFacts {
  id: string;
  kind: GrantKind;
  tool: { id: string; name: string; impact: Impact; digest: string } | null;
  scope: { id: string; name: string } | null;
  consumer: { id: string; name: string; kind: ConsumerKind; ownerId: string | null } | null;
  state: GrantState;
  grantedAt: string;
  expiresAt: string;
  requestId: string | null;
}
