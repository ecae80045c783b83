import { isAbove } from "../../inventory/impact.ts";
import { SCOPE_BREADTHS } from "../../inventory/model.ts";
import { type Breach, type GovernedFacts, ofPart, type Rule } from "./rule.ts";

const DAY_MS = 86_400_000;

export const exceedsRole: Rule = {
  id: "exceeds_role",
  title: "More than its server role allows",
  severity: "high",
  explanation:
    "A server role is a ceiling on tool impact, scope breadth and credential lifetime. This server has gone over it, so its role no longer describes it.",
  fix: "Take away what is over the ceiling, or give the server a role that fits, with the approval that this needs.",
  references: ["OWASP NHI5:2025 Overprivileged NHI", "NIST SP 800-53 AC-6(7)"],
  evaluate: (facts) => [...toolsAbove(facts), ...scopesAbove(facts), ...credentialsAbove(facts)],
};

/** Only what is in force counts: a tool that nobody may use is not above anything. */
function toolsAbove({ server, role }: GovernedFacts): Breach[] {
  if (role === null) return [];
  return server.tools
    .filter((tool) => tool.state === "enabled" && isAbove(tool.reviewedImpact, role.maxImpact))
    .map((tool) => {
      const summary = `${tool.name} is enabled with impact ${tool.reviewedImpact}; ${role.name} allows ${role.maxImpact}.`;
      return ofPart("tool", tool, "high", summary);
    });
}

function scopesAbove({ server, role }: GovernedFacts): Breach[] {
  if (role === null) return [];
  const ceiling = SCOPE_BREADTHS.indexOf(role.maxScopeBreadth);
  return server.scopes
    .filter((scope) => SCOPE_BREADTHS.indexOf(scope.breadth) > ceiling)
    .map((scope) => {
      const summary = `The scope ${scope.name} is ${scope.breadth}; ${role.name} allows ${role.maxScopeBreadth}.`;
      return ofPart("scope", scope, "high", summary);
    });
}

/** One without an end is another rule's business. Its life starts when it was issued or, unknown, was recorded. */
function credentialsAbove({ server, role }: GovernedFacts): Breach[] {
  if (role === null) return [];
  return server.credentials.flatMap((credential) => {
    if (credential.expiresAt === null) return [];
    const start = credential.issuedAt ?? credential.addedAt;
    const days = Math.ceil((credential.expiresAt.getTime() - start.getTime()) / DAY_MS);
    if (days <= role.maxCredentialDays) return [];
    const summary = `${credential.name} lives ${days} days; ${role.name} allows ${role.maxCredentialDays}.`;
    return [ofPart("credential", credential, "medium", summary)];
  });
}
