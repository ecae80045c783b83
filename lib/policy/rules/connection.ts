import { ofServer, type Rule } from "./rule.ts";

export const plainHttp: Rule = {
  id: "plain_http",
  title: "Reached without encryption",
  severity: "high",
  explanation:
    "The address begins with http:// and is not on this machine: anyone on the way reads and changes what is sent, credentials included.",
  fix: "Serve it over https and change the address.",
  references: ["OWASP NHI4:2025 Insecure Authentication", "MCP specification: security best practices"],
  evaluate: (facts) => {
    const { url, name } = facts.server;
    if (url === null || !URL.canParse(url)) return [];
    const { protocol, hostname } = new URL(url);
    if (protocol !== "http:" || isLoopback(hostname)) return [];
    return [ofServer(facts, "high", `${name} is reached over plain http at ${hostname}.`)];
  },
};

export const unpinnedPackage: Rule = {
  id: "unpinned_package",
  title: "Package version not pinned",
  severity: "medium",
  explanation: "Without an exact version, whoever publishes the package next decides what runs here.",
  fix: "Name an exact version, commit or digest in the command, and record it.",
  references: ["OWASP NHI3:2025 Vulnerable Third-Party NHI", "MCP registry: server.json versions are exact"],
  evaluate: (facts) => {
    const { packageName, packageRegistry, packageVersion } = facts.server;
    if (packageName === null || isPinned(packageRegistry, packageVersion)) return [];
    const how = packageVersion === null ? "without a version" : `at "${packageVersion}"`;
    return [ofServer(facts, "medium", `${packageName} is started ${how}.`)];
  },
};

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** An exact version, commit or digest. Ranges, moving tags and an absent version are not. */
function isPinned(registry: string | null, version: string | null): boolean {
  if (version === null) return false;
  if (/^sha256:[0-9a-f]{64}$/.test(version)) return true;
  if (registry === "git") return /^[0-9a-f]{7,64}$/.test(version);
  if (registry === "oci") return /\d/.test(version);
  return /^v?\d+\.\d+[\w.+!-]*$/.test(version) && !/[x*]$/.test(version);
}
