import { isLoopbackHost } from "../../inventory/loopback-host.ts";
import { unpinnedOf } from "../../inventory/unpinned-package.ts";
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
    if (protocol !== "http:" || isLoopbackHost(hostname)) return [];
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
    const {
      packageName: name,
      packageRegistry: registry,
      packageVersion: version,
      command,
      args,
    } = facts.server;
    const loose = unpinnedOf(name === null ? null : { registry, name, version }, command, args);
    return loose === null ? [] : [ofServer(facts, "medium", `${loose.name} is started ${loose.how}.`)];
  },
};
