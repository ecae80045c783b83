import { configurationRisks, type RiskId } from "../../inventory/configuration-risks.ts";
import type { GovernedServer } from "../../inventory/facts.ts";
import { IMPACTS } from "../../inventory/impact.ts";
import { launchedPackage } from "../../inventory/launched-package.ts";
import type { Severity } from "../../kernel/generated/enums.ts";
import { type GovernedFacts, ofServer, type Rule } from "./rule.ts";

export const autoApprovesHighImpact: Rule = {
  id: "auto_approves_high_impact",
  title: "Tools that change things run without asking",
  severity: "critical",
  explanation:
    "A client's file tells it to run these tools without a person seeing it, so whatever reaches the model decides alone.",
  fix: "Take the tools out of the client's list of what runs without asking, or turn its trust of the server off.",
  references: ["MCP specification: tools, human in the loop", "OWASP NHI5:2025 Overprivileged NHI"],
  evaluate: (facts) => {
    const shown = shownRisk(facts.server, "auto_approves_high_impact");
    if (shown === null) return [];
    return [ofServer(facts, gravityOf(facts, shown.tools), inPlaces(shown))];
  },
};

export const shellWrapper: Rule = {
  id: "shell_wrapper",
  title: "Started through a shell",
  severity: "high",
  explanation:
    "A line of text given to a shell can run anything, so what was approved is not what has to run.",
  fix: "Start the program itself, with its arguments as a list.",
  references: ["CWE-78 OS Command Injection", "MCP specification: security best practices"],
  evaluate: (facts) => breachOf(facts, "shell_wrapper", inProduction(facts, "high", "medium")),
};

export const wholeHomeAccess: Rule = {
  id: "whole_home_access",
  title: "Reaches a whole disk or home folder",
  severity: "high",
  explanation:
    "One task needs one folder. A whole home folder holds keys, sessions and everybody's documents.",
  fix: "Name the folder that the task needs.",
  references: ["OWASP NHI5:2025 Overprivileged NHI", "NIST SP 800-53 AC-6"],
  evaluate: (facts) => breachOf(facts, "whole_home_access", "high"),
};

export const deprecatedTransport: Rule = {
  id: "deprecated_transport",
  title: "Deprecated transport",
  severity: "medium",
  explanation:
    "HTTP with server-sent events is deprecated in the MCP specification, and clients will drop it.",
  fix: "Serve streamable HTTP and change the address.",
  references: ["MCP specification 2026-07-28: transports"],
  evaluate: (facts) => breachOf(facts, "deprecated_transport", inProduction(facts, "medium", "low")),
};

export const tokenInUrl: Rule = {
  id: "token_in_url",
  title: "Credential in the address",
  severity: "high",
  explanation: "Addresses end up in logs, histories and error messages, and the credential with them.",
  fix: "Send the credential in a header, and rotate the one that stood in the address.",
  references: [
    "MCP specification: authorization, access tokens are not in the query",
    "OWASP NHI2:2025 Secret Leakage",
  ],
  evaluate: (facts) => breachOf(facts, "token_in_url", "high"),
};

interface ShownRisk {
  explanation: string;
  tools: readonly string[];
  /** Client files that show it; none when the server's own record does. */
  placeCount: number;
}

function breachOf(facts: GovernedFacts, id: RiskId, severity: Severity) {
  const shown = shownRisk(facts.server, id);
  return shown === null ? [] : [ofServer(facts, severity, inPlaces(shown))];
}

/** The risk as client files show it, or as the server's own connection does. */
function shownRisk(server: GovernedServer, id: RiskId): ShownRisk | null {
  const inFiles = server.configurationRisks.find((risk) => risk.risk === id);
  if (inFiles !== undefined) return inFiles;
  const started = launchedPackage(server.command ?? "", server.args);
  const own = configurationRisks({ ...server, package: started }).find((risk) => risk.id === id);
  return own === undefined ? null : { ...own, placeCount: 0 };
}

function inPlaces({ explanation, placeCount }: ShownRisk): string {
  if (placeCount === 0) return explanation;
  const files = placeCount === 1 ? "one client's file" : `${placeCount.toLocaleString("en")} clients' files`;
  return `${explanation} Seen in ${files}.`;
}

/** As grave as what the tools may do, by their reviewed impact; tools nobody looked at count as high. */
function gravityOf({ server }: GovernedFacts, tools: readonly string[]): Severity {
  const meant = tools.includes("*") ? server.tools : server.tools.filter((tool) => tools.includes(tool.name));
  const worst = Math.max(-1, ...meant.map((tool) => IMPACTS.indexOf(tool.reviewedImpact)));
  if (worst < 0) return "high";
  switch (IMPACTS[worst]) {
    case "reads":
      // Trust in every tool holds for those that come later, too.
      return tools.includes("*") ? "medium" : "low";
    case "changes_data":
      return "high";
    default:
      return "critical";
  }
}

function inProduction({ server }: GovernedFacts, there: Severity, elsewhere: Severity): Severity {
  return server.environment === "production" ? there : elsewhere;
}
