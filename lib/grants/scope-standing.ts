import type { GrantStatus } from "./model.ts";

/** Whether a scope on a server's record is granted, and what became of its grant if not. */
export type ScopeStanding = "granted" | "not_granted" | "expired" | "suspended" | "revoked" | "changed";

interface Scope {
  system: string | null;
  breadth: string;
}

/** By its newest grant. One for another system or breadth is no grant of this scope. */
export function scopeStanding(
  scope: Scope,
  grant: { status: GrantStatus; scope: Scope | null } | null,
): ScopeStanding {
  if (grant === null) return "not_granted";
  if (grant.status !== "active") return grant.status;
  const isSame = grant.scope?.system === scope.system && grant.scope.breadth === scope.breadth;
  return isSame ? "granted" : "changed";
}
