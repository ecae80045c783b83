import type { GovernedServer } from "../../inventory/facts.ts";
import { dayInWords } from "../../kernel/day-in-words.ts";
import type { ScopeBreadth, Severity } from "../../kernel/generated/enums.ts";
import { ofPart, type Rule, type ScopeGrant } from "./rule.ts";

export const scopeNotGranted: Rule = {
  id: "scope_not_granted",
  title: "Scope without a grant",
  severity: "high",
  explanation:
    "The server's identity can do something downstream that nobody has approved, or whose approval has ended.",
  fix: "Ask for the scope to be granted, or take it away downstream and off the record.",
  references: ["OWASP NHI5:2025 Overprivileged NHI", "NIST SP 800-53 AC-6"],
  evaluate: ({ server, scopeGrants }, now) =>
    server.scopes.flatMap((scope) => {
      const reason = whyNotGranted(scope, scopeGrants.get(scope.name), now);
      if (reason === null) return [];
      const summary = `${server.name} holds the scope ${scope.name}, and ${reason}.`;
      return [ofPart("scope", scope, GRAVITY[scope.breadth], summary)];
    }),
};

type Scope = GovernedServer["scopes"][number];

/** Why a scope that is held counts as not granted, to follow "and"; null while its grant is in force. */
function whyNotGranted(scope: Scope, grant: ScopeGrant | undefined, now: Date): string | null {
  if (grant === undefined) return "nobody has approved it";
  if (grant.state === "revoked") return "its grant was revoked";
  // An unreadable clock counts as too late (product rule 4).
  if (!(grant.expiresAt.getTime() > now.getTime())) {
    return `its grant ended on ${dayInWords(grant.expiresAt.toISOString().slice(0, 10))}`;
  }
  if (grant.state === "suspended") return "its grant is suspended";
  const isSame = grant.breadth === scope.breadth && grant.system === scope.system;
  return isSame ? null : "it is not what was approved";
}

const GRAVITY = {
  narrow: "low",
  broad: "medium",
  wildcard: "high",
} as const satisfies Record<ScopeBreadth, Severity>;
