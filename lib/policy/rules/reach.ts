import { isHighImpact } from "../../inventory/impact.ts";
import type { Severity } from "../../kernel/generated/enums.ts";
import { ofPart, ofServer, type Rule } from "./rule.ts";

export const noRevocationPath: Rule = {
  id: "no_revocation_path",
  title: "No revocation path",
  severity: "high",
  explanation:
    "Nobody has written down how this server is cut off, so in an incident the steps must be found first.",
  fix: "Write the ordered steps that end the server's access, and rehearse them.",
  references: ["OWASP NHI1:2025 Improper Offboarding", "NIST SP 800-53 AC-2"],
  evaluate: (facts) => {
    const { environment, name } = facts.server;
    if (facts.hasRevocationPath) return [];
    return [
      ofServer(facts, environment === "production" ? "high" : "medium", `${name} has no revocation path.`),
    ];
  },
};

export const wildcardScope: Rule = {
  id: "wildcard_scope",
  title: "Wildcard scope",
  severity: "high",
  explanation:
    "A wildcard scope lets the server's identity do everything downstream, whatever its tools say.",
  fix: "Replace it with the narrow scopes that its tools need.",
  references: ["OWASP NHI5:2025 Overprivileged NHI", "NIST SP 800-53 AC-6"],
  evaluate: ({ server }) =>
    server.scopes
      .filter((scope) => scope.breadth === "wildcard")
      .map((scope) => ofPart("scope", scope, "high", `The scope ${scope.name} is a wildcard.`)),
};

export const highImpactWithoutApproval: Rule = {
  id: "high_impact_without_approval",
  title: "High-impact tool without approval",
  severity: "critical",
  explanation:
    "The server offers a tool that changes data, triggers execution or touches a regulated system, and nobody approved it. Whatever calls the server directly can use it.",
  fix: "Ask for the tool to be enabled, or disable it where the server runs.",
  references: ["OWASP NHI5:2025 Overprivileged NHI", "MCP specification: tool annotations are untrusted"],
  evaluate: ({ server }) =>
    server.state !== "active"
      ? []
      : server.tools
          .filter((tool) => isHighImpact(tool.reviewedImpact) && UNAPPROVED.includes(tool.state))
          .map((tool) => {
            const waiting =
              tool.state === "pending" ? "its approval is still being decided" : "nobody approved it";
            const summary = `${tool.name} ${DEED[tool.reviewedImpact]} and ${waiting}.`;
            return ofPart("tool", tool, GRAVITY[tool.reviewedImpact], summary);
          }),
};

const UNAPPROVED: readonly string[] = ["discovered", "pending", "suspended"];

const DEED = {
  reads: "only reads",
  changes_data: "changes data",
  executes: "triggers execution",
  regulated: "touches a regulated system",
} as const;

const GRAVITY = {
  reads: "low",
  changes_data: "medium",
  executes: "high",
  regulated: "critical",
} as const satisfies Record<string, Severity>;
