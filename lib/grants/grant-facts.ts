import type {
  ConsumerKind,
  GrantKind,
  GrantState,
  Impact,
  ScopeBreadth,
} from "#lib/kernel/generated/enums.ts";

/** A scope by what it is: the grant outlives its row in the inventory. */
export type GrantedScope = { name: string; system: string | null; breadth: ScopeBreadth };

/** The scope of a grant as the table keeps it, in three columns; null for a grant of another kind. */
export function scopeOf(row: {
  scopeName: string | null;
  scopeSystem: string | null;
  scopeBreadth: ScopeBreadth | null;
}): GrantedScope | null {
  if (row.scopeName === null || row.scopeBreadth === null) return null;
  return { name: row.scopeName, system: row.scopeSystem, breadth: row.scopeBreadth };
}

/** A grant as a review freezes it. Times are ISO 8601, UTC. */
export interface GrantFacts {
  id: string;
  kind: GrantKind;
  tool: { id: string; name: string; impact: Impact; digest: string } | null;
  scope: GrantedScope | null;
  consumer: { id: string; name: string; kind: ConsumerKind; ownerId: string | null } | null;
  state: GrantState;
  grantedAt: string;
  expiresAt: string;
  requestId: string | null;
}
