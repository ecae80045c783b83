import { dataClassesSaid, impactSaid } from "../../inventory/enum-words.ts";
import { isAbove } from "../../inventory/impact.ts";
import { SCOPE_BREADTHS } from "../../inventory/model.ts";
import { matchesPattern } from "../role-ceilings.ts";
import { type Breach, type GovernedFacts, ofPart, ofServer, type Rule } from "./rule.ts";

const DAY_MS = 86_400_000;

export const exceedsRole: Rule = {
  id: "exceeds_role",
  title: "More than its server role allows",
  severity: "high",
  explanation:
    "A server role is a ceiling on tool impact, scopes, credential lifetime, environments and data classes. This server has gone over it, so its role no longer describes it.",
  fix: "Take away what is over the ceiling, or give the server a role that fits, with the approval that this needs.",
  references: ["OWASP NHI5:2025 Overprivileged NHI", "NIST SP 800-53 AC-6(7)"],
  evaluate: (facts) => [
    ...placeAbove(facts),
    ...toolsAbove(facts),
    ...scopesAbove(facts),
    ...credentialsAbove(facts),
  ],
};

/** Where the server is and what data it reaches: one breach, since both are about the server as a whole. */
function placeAbove(facts: GovernedFacts): Breach[] {
  const { server, role } = facts;
  if (role === null) return [];
  const isElsewhere = role.environments.length > 0 && !role.environments.includes(server.environment);
  const beyond =
    role.dataClasses.length === 0
      ? []
      : server.dataClasses.filter((dataClass) => !role.dataClasses.includes(dataClass));
  const said = [
    ...(isElsewhere
      ? [`it is in ${server.environment}; ${role.name} allows ${role.environments.join(", ")}`]
      : []),
    ...(beyond.length === 0
      ? []
      : [
          `it reaches ${dataClassesSaid(beyond)} data; ${role.name} allows ${dataClassesSaid(role.dataClasses)}`,
        ]),
  ].join(", and ");
  return said === "" ? [] : [ofServer(facts, "high", `${said.charAt(0).toUpperCase()}${said.slice(1)}.`)];
}

/** Only what is in force counts: a tool that nobody may use is not above anything. */
function toolsAbove({ server, role }: GovernedFacts): Breach[] {
  if (role === null) return [];
  return server.tools
    .filter((tool) => tool.state === "enabled" && isAbove(tool.reviewedImpact, role.maxImpact))
    .map((tool) => {
      const summary = `${tool.name} is enabled with the impact “${impactSaid(tool.reviewedImpact)}”; ${role.name} allows “${impactSaid(role.maxImpact)}”.`;
      return ofPart("tool", tool, "high", summary);
    });
}

function scopesAbove({ server, role }: GovernedFacts): Breach[] {
  if (role === null) return [];
  const ceiling = SCOPE_BREADTHS.indexOf(role.maxScopeBreadth);
  return server.scopes.flatMap((scope) => {
    const isTooBroad = SCOPE_BREADTHS.indexOf(scope.breadth) > ceiling;
    const isUnlisted = role.allowedScopes.length > 0 && !matchesPattern(scope.name, role.allowedScopes);
    const said = [
      ...(isTooBroad ? [`is ${scope.breadth}; ${role.name} allows ${role.maxScopeBreadth}`] : []),
      ...(isUnlisted ? [`is none of ${shown(role.allowedScopes)}, which ${role.name} allows`] : []),
    ];
    return said.length === 0
      ? []
      : [ofPart("scope", scope, "high", `The scope ${scope.name} ${said.join(", and ")}.`)];
  });
}

function shown(patterns: readonly string[]): string {
  const more = patterns.length - 3;
  return `${patterns.slice(0, 3).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/**
 * One without an end is another rule's business. Where nobody knows when it was issued, it lives at least from the day
 * it was recorded.
 */
function credentialsAbove({ server, role }: GovernedFacts): Breach[] {
  if (role === null) return [];
  return server.credentials.flatMap((credential) => {
    if (credential.expiresAt === null) return [];
    const start = credential.issuedAt ?? credential.addedAt;
    const days = Math.ceil((credential.expiresAt.getTime() - start.getTime()) / DAY_MS);
    if (days <= role.maxCredentialDays) return [];
    const least = credential.issuedAt === null ? "at least " : "";
    const summary = `${credential.name} lives ${least}${days} days; ${role.name} allows ${role.maxCredentialDays}.`;
    return [ofPart("credential", credential, "medium", summary)];
  });
}
