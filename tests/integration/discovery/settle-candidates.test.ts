import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { dismissCandidates } from "#lib/discovery/commands/dismiss-candidates.ts";
import { mergeCandidate } from "#lib/discovery/commands/merge-candidate.ts";
import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { registerCandidates } from "#lib/discovery/commands/register-candidates.ts";
import { importFiles } from "#lib/discovery/import-files.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { listServerSightings } from "#lib/discovery/queries/list-server-sightings.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newServer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization();
});
afterAll(disconnect);

const remote = (name: string) => ({ url: `https://${name}.example.com/mcp` });

async function bring(servers: Record<string, unknown>, machine = "laptop-1") {
  const content = JSON.stringify({ mcpServers: servers });
  await importFiles(organization.admin, { machine, files: [{ path: ".cursor/mcp.json", content }] });
  return (await listCandidates(organization.admin, { limit: 200 })).items;
}

const answers = () => ({ environment: "development" as const, ownerId: organization.owner.userId });

describe("many candidates", () => {
  test("are registered with shared answers; one that cannot be says why, the others go on", async () => {
    await registerServer(organization.admin, {
      ...answers(),
      name: "Known",
      purpose: "Is governed already.",
      transport: "streamable_http",
      url: "https://late.example.com/mcp",
    });
    const candidates = await bring({
      "Docs MCP": remote("a"),
      "docs-mcp": remote("b"),
      notes: { ...remote("c"), headers: { Authorization: "Bearer hunter2hunter2hunter2" } },
    });
    const missing = "0198c0de-0000-7000-8000-00000000000a";
    const rows = await registerCandidates(organization.admin, {
      ...answers(),
      candidateIds: [...candidates.map((candidate) => candidate.id), missing],
    });
    expect(rows.map((row) => row.slug).sort()).toEqual(["docs-mcp", "docs-mcp-2", "notes", null].sort());
    expect(rows.find((row) => row.candidateId === missing)?.reason).toMatch(/no such/);
    const server = await getServer(organization.owner, { slug: "notes" });
    expect(server.owner?.id).toBe(organization.owner.userId);
    expect(JSON.stringify(server)).toContain("headers.Authorization");
    expect(await eventsOf(organization.organizationId, "candidate.registered")).toHaveLength(3);
    expect(await eventsOf(organization.organizationId, "server.registered")).toHaveLength(4);
  });

  test("are registered once, even by two at the same time", async () => {
    const candidates = await bring({ a: remote("a"), b: remote("b") });
    const register = () =>
      registerCandidates(organization.admin, {
        ...answers(),
        candidateIds: candidates.map((candidate) => candidate.id),
      });
    const [first, second] = await Promise.all([register(), register()]);
    const slugs = [...first, ...second].flatMap((row) => row.slug ?? []);
    expect(slugs.sort()).toEqual(["a", "b"]);
  });

  test("need a backup owner in production, and belong to one organization", async () => {
    const candidates = await bring({ a: remote("a") });
    const candidateIds = candidates.map((candidate) => candidate.id);
    await expect(
      registerCandidates(organization.admin, { ...answers(), environment: "production", candidateIds }),
    ).rejects.toMatchObject({ code: "invalid", fields: { backupOwnerId: expect.any(String) } });
    const other = await newOrganization();
    const rows = await registerCandidates(other.admin, {
      environment: "development",
      ownerId: other.owner.userId,
      candidateIds,
    });
    expect(rows).toMatchObject([{ slug: null, reason: "There is no such candidate." }]);
    await expect(
      registerCandidates(organization.member, { ...answers(), candidateIds }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("are reviewed next on a day that the shared answers allow, as when registered one by one", async () => {
    const candidates = await bring({ a: remote("a"), b: remote("b") });
    const register = (nextReviewOn: string) =>
      registerCandidates(organization.admin, {
        ...answers(),
        environment: "production",
        criticality: "critical",
        backupOwnerId: organization.member.userId,
        nextReviewOn,
        candidateIds: candidates.map(({ id }) => id),
      });
    for (const wrong of ["2020-01-01", "2036-01-01"]) {
      await expect(register(wrong)).rejects.toMatchObject({
        code: "invalid",
        fields: { nextReviewOn: expect.any(String) },
      });
    }
    const soon = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    expect((await register(soon)).map(({ slug }) => slug).toSorted()).toEqual(["a", "b"]);
  });

  test("are registered as they were shown, and not as an import made them meanwhile", async () => {
    const shown = await bring({
      files: { command: "npx", args: ["-y", "@acme/files", "--root", "/data"] },
      same: remote("same"),
    });
    await bring({
      files: { command: "npx", args: ["-y", "@acme/files", "--root", "/"] },
      same: remote("same"),
    });
    const files = shown.find((candidate) => candidate.name === "files");
    if (files === undefined) throw new Error("no candidate");
    const { id: candidateId, identityDigest } = files;
    const one = { candidateId, identityDigest };
    const changed = { code: "refused", publicMessage: expect.stringContaining("since you looked") };
    await expect(
      registerCandidate(organization.admin, { ...answers(), name: "Files", purpose: "Reads files.", ...one }),
    ).rejects.toMatchObject(changed);
    const { serverId } = await newServer(organization);
    await expect(mergeCandidate(organization.admin, { ...one, serverId })).rejects.toMatchObject(changed);
    const rows = await registerCandidates(organization.admin, {
      ...answers(),
      candidateIds: shown.map((candidate) => candidate.id),
      identityDigests: Object.fromEntries(shown.map((candidate) => [candidate.id, candidate.identityDigest])),
    });
    expect(rows.find((row) => row.name === "files")?.reason).toContain("since you looked");
    expect(rows.find((row) => row.name === "same")?.slug).toBe("same");
  });

  test("are dismissed together; what is settled already stays as it is", async () => {
    const candidates = await bring({ a: remote("a"), b: remote("b") });
    const candidateIds = candidates.map((candidate) => candidate.id);
    const dismiss = () =>
      dismissCandidates(organization.admin, { candidateIds, reason: "Only experiments." });
    expect(await dismiss()).toEqual({ dismissedCount: 2 });
    expect(await dismiss()).toEqual({ dismissedCount: 0 });
    const [row] = (await listCandidates(organization.admin, { state: "dismissed" })).items;
    expect(row?.stateReason).toBe("Only experiments.");
  });
});

describe("a candidate merged into a known server", () => {
  test("hands over where it was seen and its credentials, and is recognised from then on", async () => {
    const { serverId } = await newServer(organization);
    const token = { Authorization: "Bearer hunter2hunter2hunter2" };
    const [candidate] = await bring({
      docs: { ...remote("docs"), headers: token, alwaysAllow: ["delete_page"] },
    });
    if (candidate === undefined) throw new Error("expected a candidate");
    await mergeCandidate(organization.admin, { candidateId: candidate.id, serverId });
    const credentials = await inTenant(organization.organizationId, "read", (tx) =>
      tx.credential.findMany({ where: { serverId } }),
    );
    expect(credentials.map((one) => one.place)).toContain("headers.Authorization");
    const { items, presentCount } = await listServerSightings(organization.owner, { serverId });
    expect([items.length, presentCount, items[0]?.machine]).toEqual([1, 1, "laptop-1"]);
    const rules = async () =>
      (await getServerFindings(organization.owner, { serverId })).map((finding) => finding.rule);
    expect(await rules()).toContain("auto_approves_high_impact");

    await bring({ docs: remote("docs") }, "laptop-2");
    expect((await listCandidates(organization.admin, {})).items).toEqual([]);
    expect((await listServerSightings(organization.owner, { serverId })).presentCount).toBe(2);
    await bring({}, "laptop-1");
    expect(await rules()).not.toContain("auto_approves_high_impact");
    await expect(
      registerServer(organization.admin, {
        ...answers(),
        name: "Twin",
        purpose: "The same again.",
        transport: "streamable_http",
        url: "https://docs.example.com/mcp/",
      }),
    ).rejects.toMatchObject({ code: "refused" });
    expect(await eventsOf(organization.organizationId, "candidate.merged")).toHaveLength(1);
  });

  test("is merged once, not into another organization's server, and not by a member", async () => {
    const { serverId } = await newServer(organization);
    const other = await newOrganization();
    const foreign = await newServer(other);
    const [candidate] = await bring({ docs: remote("docs") });
    const candidateId = candidate?.id ?? "";
    await expect(
      mergeCandidate(organization.admin, { candidateId, serverId: foreign.serverId }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(mergeCandidate(organization.member, { candidateId, serverId })).rejects.toMatchObject({
      code: "forbidden",
    });
    const merge = () => mergeCandidate(organization.admin, { candidateId, serverId });
    const outcomes = await Promise.allSettled([merge(), merge()]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  });
});
