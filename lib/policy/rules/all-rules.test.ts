import { describe, expect, it } from "vitest";
import { evaluateRules, findRule, RULES } from "./all-rules.ts";
import type { GovernedFacts, ScopeGrant } from "./rule.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const person = { id: "p", name: "Olga", isActive: true };

const GOOD: GovernedFacts = {
  server: {
    id: "s",
    slug: "ticket-desk",
    name: "Ticket desk",
    state: "active",
    environment: "production",
    criticality: "medium",
    dataClasses: ["internal"],
    transport: "stdio",
    command: "npx",
    args: ["-y", "@acme/x@1.2.3"],
    url: null,
    packageRegistry: "npm",
    packageName: "@acme/x",
    packageVersion: "1.2.3",
    serverRoleId: "r",
    nextReviewOn: NOW,
    owner: person,
    backupOwner: { ...person, id: "b" },
    scopes: [{ id: "sc", name: "tickets:read", system: "Zendesk", breadth: "narrow" }],
    credentials: [
      {
        id: "c",
        name: "API key",
        keptIn: "secret_manager",
        place: null,
        issuedAt: new Date("2026-11-01T00:00:00Z"),
        addedAt: new Date("2026-11-02T00:00:00Z"),
        expiresAt: new Date("2027-01-15T00:00:00Z"),
        isEndKnown: true,
        alsoOn: [],
        formerSeenCount: 0,
      },
    ],
    tools: [
      { id: "t1", name: "search", state: "discovered", reviewedImpact: "reads" },
      { id: "t2", name: "update", state: "enabled", reviewedImpact: "changes_data" },
      { id: "t3", name: "run", state: "disabled", reviewedImpact: "executes" },
    ],
    configurationRisks: [],
  },
  role: {
    id: "r",
    slug: "ticket-operator",
    name: "Ticket operator",
    description: "",
    maxImpact: "changes_data",
    maxScopeBreadth: "narrow",
    maxCredentialDays: 90,
    allowedScopes: [],
    environments: [],
    dataClasses: [],
    version: 1,
  },
  hasRevocationPath: true,
  scopeGrants: granted({}),
};

function granted(part: Partial<ScopeGrant>): GovernedFacts["scopeGrants"] {
  const until = new Date("2027-05-03T00:00:00Z");
  const grant = { state: "active", expiresAt: until, system: "Zendesk", breadth: "narrow" } as const;
  return new Map([["tickets:read", { ...grant, ...part }]]);
}

const UNGRANTED = ["scope_not_granted low sc"];

type Server = GovernedFacts["server"];

const withServer = (part: Partial<Server>): GovernedFacts => ({
  ...GOOD,
  server: { ...GOOD.server, ...part },
});
const withCredential = (part: Partial<Server["credentials"][number]>) =>
  withServer({ credentials: GOOD.server.credentials.map((credential) => ({ ...credential, ...part })) });
const withTools = (...tools: Server["tools"]) => withServer({ tools: [...GOOD.server.tools, ...tools] });

const withRisk = (tools: string[]) =>
  withServer({
    configurationRisks: [
      { risk: "auto_approves_high_impact", explanation: "The client runs them.", tools, placeCount: 2 },
    ],
  });

function brokenBy(facts: GovernedFacts): string[] {
  return evaluateRules(facts, NOW).map(
    ({ rule, severity, subjectKey }) => `${rule.id} ${severity} ${subjectKey}`,
  );
}

describe("rules", () => {
  it("find nothing on a server that is in order", () => {
    expect(brokenBy(GOOD)).toEqual([]);
  });

  it.each<[string, GovernedFacts, string[]]>([
    ["no owner", withServer({ owner: null }), ["no_owner critical server"]],
    [
      "an owner who left",
      withServer({ owner: { ...person, isActive: false } }),
      ["owner_inactive high server"],
    ],
    ["no backup owner in production", withServer({ backupOwner: null }), ["no_backup_owner high server"]],
    [
      "no backup owner elsewhere",
      withServer({ backupOwner: null, environment: "staging" }),
      ["no_backup_owner low server"],
    ],
    ["no expiry", withCredential({ expiresAt: null }), ["credential_without_expiry high c"]],
    [
      "a found credential of which nobody has said when it ends",
      withCredential({ expiresAt: null, issuedAt: null, isEndKnown: false }),
      ["credential_end_unknown medium c"],
    ],
    ["an end that has passed", withCredential({ expiresAt: NOW }), ["credential_expired medium c"]],
    [
      "an end within 30 days",
      withCredential({ expiresAt: new Date("2026-12-22T12:00:00Z") }),
      ["credential_expiring low c"],
    ],
    [
      "a credential in configuration",
      withCredential({ keptIn: "configuration" }),
      ["credential_in_configuration critical c"],
    ],
    [
      "a life longer than the role allows",
      withCredential({ expiresAt: new Date("2027-06-01T00:00:00Z") }),
      ["exceeds_role medium c"],
    ],
    [
      "a credential that another server uses as well",
      withCredential({ alsoOn: [{ slug: "crm", name: "CRM" }] }),
      ["credential_reused high c"],
    ],
    [
      "a rotated credential whose former value still stands somewhere",
      withCredential({ formerSeenCount: 2 }),
      ["former_credential_value_seen high c"],
    ],
    ["a scope that nobody approved", { ...GOOD, scopeGrants: new Map() }, UNGRANTED],
    ["a scope whose grant ended", { ...GOOD, scopeGrants: granted({ expiresAt: NOW }) }, UNGRANTED],
    [
      "a scope whose grant is suspended",
      { ...GOOD, scopeGrants: granted({ state: "suspended" }) },
      UNGRANTED,
    ],
    ["a scope whose grant was revoked", { ...GOOD, scopeGrants: granted({ state: "revoked" }) }, UNGRANTED],
    [
      "a scope in another system than granted",
      { ...GOOD, scopeGrants: granted({ system: null }) },
      UNGRANTED,
    ],
    ["a scope broader than granted", { ...GOOD, scopeGrants: granted({ breadth: "wildcard" }) }, UNGRANTED],
    ["no revocation path", { ...GOOD, hasRevocationPath: false }, ["no_revocation_path high server"]],
    [
      "a wildcard scope",
      withServer({ scopes: [{ id: "w", name: "*", system: null, breadth: "wildcard" }] }),
      ["wildcard_scope high w", "scope_not_granted high w", "exceeds_role high w"],
    ],
    [
      "tools nobody approved",
      withTools(
        { id: "a", name: "a", state: "discovered", reviewedImpact: "regulated" },
        { id: "b", name: "b", state: "pending", reviewedImpact: "executes" },
        { id: "c", name: "c", state: "suspended", reviewedImpact: "changes_data" },
      ),
      [
        "high_impact_without_approval critical a",
        "high_impact_without_approval high b",
        "high_impact_without_approval medium c",
      ],
    ],
    [
      "an enabled tool above the role",
      withTools({ id: "x", name: "x", state: "enabled", reviewedImpact: "executes" }),
      ["exceeds_role high x"],
    ],
    ["no ceiling, and nothing above it", { ...GOOD, role: null }, []],
    ["plain http", withServer({ url: "http://mcp.example/" }), ["plain_http high server"]],
    ["plain http on this machine", withServer({ url: "http://127.0.0.1:3000/" }), []],
    ["plain http on this machine, IPv6", withServer({ url: "http://[::1]:3000/" }), []],
    [
      "a host that only looks local",
      withServer({ url: "http://127.0.0.1.evil.example/" }),
      ["plain_http high server"],
    ],
    ["no version", withServer({ packageVersion: null }), ["unpinned_package medium server"]],
    ["a moving tag", withServer({ packageVersion: "latest" }), ["unpinned_package medium server"]],
    ["a range", withServer({ packageVersion: "^1.2.3" }), ["unpinned_package medium server"]],
    ["a commit", withServer({ packageRegistry: "git", packageVersion: "0a1b2c3" }), []],
    ["a shell", withServer({ command: "bash", args: ["-lc", "run"] }), ["shell_wrapper high server"]],
    [
      "a shell outside production",
      withServer({ command: "bash", args: ["-lc", "run"], environment: "development" }),
      ["shell_wrapper medium server"],
    ],
    ["how Windows starts a script", withServer({ command: "cmd", args: ["/c", "npx", "@acme/x@1.2.3"] }), []],
    [
      "a whole home folder",
      withServer({ args: ["-y", "@acme/x@1.2.3", "/home/olga"] }),
      ["whole_home_access high server"],
    ],
    [
      "events over HTTP",
      withServer({ transport: "sse", command: null, args: [], url: "https://mcp.example/sse" }),
      ["deprecated_transport medium server"],
    ],
    [
      "a credential in the address",
      withServer({ command: null, args: [], url: "https://mcp.example/mcp?api_key=${KEY}" }),
      ["token_in_url high server"],
    ],
    ["a tool that runs unasked", withRisk(["update"]), ["auto_approves_high_impact high server"]],
    ["a tool that executes unasked", withRisk(["run"]), ["auto_approves_high_impact critical server"]],
    [
      "a tool nobody looked at that runs unasked",
      withRisk(["drop_all"]),
      ["auto_approves_high_impact high server"],
    ],
    [
      "a tool that only reads and runs unasked",
      withRisk(["search"]),
      ["auto_approves_high_impact low server"],
    ],
    ["every tool unasked", withRisk(["*"]), ["auto_approves_high_impact critical server"]],
  ])("find %s", (_, facts, found) => {
    expect(brokenBy(facts)).toEqual(found);
  });

  it("find only credentials that still work on a server that was cut off", () => {
    for (const state of ["revoked", "retired"] as const) {
      expect(brokenBy(withServer({ state, owner: null, credentials: [] }))).toEqual([]);
      expect(brokenBy(withServer({ state, owner: null }))).toEqual(["credential_not_revoked high c"]);
    }
  });

  it("find no unapproved tools on a server that is not in use", () => {
    const unapproved = withTools({ id: "a", name: "a", state: "discovered", reviewedImpact: "regulated" });
    expect(brokenBy({ ...unapproved, server: { ...unapproved.server, state: "suspended" } })).toEqual([]);
  });

  it("have an id of their own, words and references", () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
    for (const rule of RULES) {
      expect(findRule(rule.id)).toBe(rule);
      expect(rule.explanation).toMatch(/\.$/);
      expect(rule.fix).toMatch(/\.$/);
      expect(rule.references.length).toBeGreaterThan(0);
    }
  });
});
