import {
  autoApprovesHighImpact,
  deprecatedTransport,
  shellWrapper,
  tokenInUrl,
  wholeHomeAccess,
} from "./configuration.ts";
import { plainHttp, unpinnedPackage } from "./connection.ts";
import {
  credentialEndUnknown,
  credentialExpired,
  credentialExpiring,
  credentialInConfiguration,
  credentialNotRevoked,
  credentialReused,
  credentialWithoutExpiry,
  formerValueInUse,
} from "./credentials.ts";
import { noBackupOwner, noOwner, ownerInactive } from "./ownership.ts";
import { highImpactWithoutApproval, noRevocationPath, wildcardScope } from "./reach.ts";
import { reviewOverdue } from "./review-clock.ts";
import { exceedsRole } from "./role-ceiling.ts";
import type { Breach, GovernedFacts, Rule } from "./rule.ts";
import { scopeNotGranted } from "./scopes.ts";

/** Every rule that is in force. An id is permanent once shipped: stored findings and waivers carry it. */
export const RULES: readonly Rule[] = [
  noOwner,
  ownerInactive,
  noBackupOwner,
  credentialInConfiguration,
  credentialWithoutExpiry,
  credentialEndUnknown,
  credentialExpired,
  credentialExpiring,
  credentialNotRevoked,
  credentialReused,
  formerValueInUse,
  noRevocationPath,
  wildcardScope,
  scopeNotGranted,
  highImpactWithoutApproval,
  exceedsRole,
  reviewOverdue,
  plainHttp,
  unpinnedPackage,
  autoApprovesHighImpact,
  shellWrapper,
  wholeHomeAccess,
  deprecatedTransport,
  tokenInUrl,
];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule of this id; null for one that is no longer in force. */
export function findRule(id: string): Rule | null {
  return BY_ID.get(id) ?? null;
}

export interface FoundBreach extends Breach {
  rule: Rule;
}

/** All that is asked of a server that was cut off. */
const AFTER_THE_END: readonly Rule[] = [credentialNotRevoked];

/** What this server breaks now, gravest first. One that was cut off has only its credentials left to answer for. */
export function evaluateRules(facts: GovernedFacts, now: Date): FoundBreach[] {
  const { state } = facts.server;
  const rules = state === "revoked" || state === "retired" ? AFTER_THE_END : RULES;
  return rules.flatMap((rule) => rule.evaluate(facts, now).map((breach) => ({ ...breach, rule })));
}
