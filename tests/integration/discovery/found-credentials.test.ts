import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { importFiles } from "#lib/discovery/import-files.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { rotateCredential } from "#lib/inventory/commands/rotate-credential.ts";
import { updateCredential } from "#lib/inventory/commands/update-credential.ts";
import { listCredentials } from "#lib/inventory/queries/list-credentials.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization();
});
afterAll(disconnect);

const token = `ghp_${"aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA3"}`;
const other = `ghp_${"zA3xY1vW0tU8rS6pQ4mN2kL1hJ9fG7dE5aB3"}`;
const server = (name: string, env: Record<string, string> = {}) => ({
  [name]: { command: "npx", args: ["-y", `@acme/${name}-mcp@1.0.0`], env },
});

const bring = (machine: string, servers: Record<string, unknown>) =>
  importFiles(organization.admin, {
    machine,
    files: [{ path: ".cursor/mcp.json", content: JSON.stringify({ mcpServers: servers }) }],
  });

async function register(name: string): Promise<string> {
  const { items } = await listCandidates(organization.admin, { state: "discovered", search: name });
  const { serverId } = await registerCandidate(organization.admin, {
    candidateId: items[0]?.id ?? "",
    name,
    purpose: "Finds pages in the handbook.",
    environment: "development",
    ownerId: organization.owner.userId,
  });
  return serverId;
}

const credentialsOf = async (slug: string) =>
  (await listCredentials(organization.admin, {})).items.filter((one) => one.server.slug === slug);
const rulesOf = async (serverId: string) =>
  (await getServerFindings(organization.auditor, { serverId })).map(({ rule, severity }) => [rule, severity]);

describe("a secret found in a file of a governed server", () => {
  test("becomes its credential once, with the finding, on the record", async () => {
    await bring("laptop-1", server("docs"));
    const serverId = await register("docs");
    expect(await credentialsOf("docs")).toEqual([]);
    await bring("laptop-1", server("docs", { GITHUB_TOKEN: token }));
    await bring("laptop-1", server("docs", { GITHUB_TOKEN: token }));
    await bring("laptop-2", server("docs", { GITHUB_TOKEN: token }));
    expect(await credentialsOf("docs")).toMatchObject([
      { keptIn: "configuration", place: "env.GITHUB_TOKEN", kind: "personal_access_token" },
    ]);
    const rules = await rulesOf(serverId);
    expect(rules).toContainEqual(["credential_in_configuration", "critical"]);
    // Nobody has said when it ends: that is no statement that it never does.
    expect(rules).toContainEqual(["credential_end_unknown", "medium"]);
    expect(rules.map(([rule]) => rule)).not.toContain("credential_without_expiry");
    expect(await eventsOf(organization.organizationId, "credential.added")).toHaveLength(1);
  });

  test("is called a password when it is one, and its end is known once somebody says so", async () => {
    await bring("laptop-1", server("docs", { DATABASE_URL: "postgres://app:kR7vQ2mXw9Lp@db.example/app" }));
    const serverId = await register("docs");
    const [found] = await credentialsOf("docs");
    expect(found).toMatchObject({ kind: "password", isEndKnown: false });
    await updateCredential(organization.owner, { credentialId: found?.id ?? "", issuedAt: "2026-01-05" });
    expect((await credentialsOf("docs"))[0]).toMatchObject({ isEndKnown: true });
    expect((await rulesOf(serverId)).map(([rule]) => rule)).toContain("credential_without_expiry");
  });

  test("is no new one when it is the former value of a rotated one; another value is", async () => {
    await bring("laptop-1", server("docs", { GITHUB_TOKEN: token }));
    await register("docs");
    const [found] = await credentialsOf("docs");
    await rotateCredential(organization.owner, {
      credentialId: found?.id ?? "",
      rotatedAt: new Date().toISOString(),
    });
    await bring("laptop-1", server("docs", { GITHUB_TOKEN: token }));
    expect(await credentialsOf("docs")).toHaveLength(1);
    await bring("laptop-2", server("docs", { OTHER_TOKEN: other }));
    expect(await credentialsOf("docs")).toHaveLength(2);
  });

  test("shows that two servers share it, and is recorded once by two imports at a time", async () => {
    await bring("laptop-1", { ...server("docs"), ...server("notes") });
    const docs = await register("docs");
    await register("notes");
    const both = { ...server("docs", { KEY: token }), ...server("notes", { KEY: token }) };
    await Promise.all([bring("laptop-1", both), bring("laptop-2", both)]);
    expect(await credentialsOf("docs")).toHaveLength(1);
    expect(await credentialsOf("notes")).toHaveLength(1);
    expect(await rulesOf(docs)).toContainEqual(["credential_reused", "high"]);
  });
});
