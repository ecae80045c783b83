import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { dismissCandidate } from "#lib/discovery/commands/dismiss-candidate.ts";
import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { restoreCandidate } from "#lib/discovery/commands/restore-candidate.ts";
import { importFiles } from "#lib/discovery/import-files.ts";
import { openImport } from "#lib/discovery/open-import.ts";
import { getCandidate } from "#lib/discovery/queries/get-candidate.ts";
import { listCandidateChanges } from "#lib/discovery/queries/list-candidate-changes.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { listServerSightings } from "#lib/discovery/queries/list-server-sightings.ts";
import { revokeToken } from "#lib/identity/commands/revoke-token.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import type { TokenActor } from "#lib/kernel/actor.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf } from "#tests/factories/signed-in.ts";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization();
});
afterAll(disconnect);

const PATH = ".cursor/mcp.json";
const file = (servers: Record<string, unknown>, path = PATH) => ({
  path,
  content: JSON.stringify({ mcpServers: servers }),
});
const docs = { command: "npx", args: ["-y", "@acme/docs-mcp@1.0.0"] };
const notes = { command: "npx", args: ["-y", "@acme/notes-mcp@1.0.0"] };

async function only(name: string, state: "discovered" | "registered" | "dismissed" = "discovered") {
  const { items } = await listCandidates(organization.admin, { state, search: name });
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`expected one ${state} candidate ${name}`);
  return item;
}

const bring = (machine: string, servers: Record<string, unknown>, path?: string) =>
  importFiles(organization.admin, { machine, files: [file(servers, path)] });

async function changesOf(candidateId: string): Promise<string[]> {
  const rows = await inTenant(organization.organizationId, "read", (tx) =>
    tx.sightingChange.findMany({ where: { candidateId }, orderBy: [{ changedAt: "asc" }, { id: "asc" }] }),
  );
  return rows.map((row) => row.change);
}

describe("sightings", () => {
  test("of one server on two machines are two places of one candidate", async () => {
    await bring("laptop-1", { docs });
    await bring("laptop-2", { docs });
    const { sightings } = await only("docs");
    expect(sightings.map((sighting) => sighting.machine).sort()).toEqual(["laptop-1", "laptop-2"]);
  });

  test("that a later import of the same machine and file no longer shows are gone, and come back", async () => {
    await bring("laptop-1", { docs, notes });
    const result = await bring("laptop-1", { docs });
    expect(result.goneCount).toBe(1);
    const gone = await only("notes");
    expect(gone.goneAt).not.toBeNull();
    expect(gone.sightings[0]?.goneAt).not.toBeNull();
    expect((await only("docs")).goneAt).toBeNull();
    await bring("laptop-1", { docs, notes });
    const back = await only("notes");
    expect([back.goneAt, back.sightings[0]?.goneAt]).toEqual([null, null]);
    expect(await changesOf(back.id)).toEqual(["gone", "returned"]);
  });

  test("are not taken for gone by a file of another machine, or of one nobody named", async () => {
    await bring("laptop-1", { docs });
    await bring("", { docs });
    await bring("laptop-2", { notes });
    await bring("", { notes });
    expect((await only("docs")).sightings.map((sighting) => sighting.goneAt)).toEqual([null, null]);
  });

  test("keep what changed at a place", async () => {
    await bring("laptop-1", { docs });
    await bring("laptop-1", { docs: { ...docs, args: ["-y", "@acme/docs-mcp@2.0.0"] } });
    const candidate = await only("docs");
    expect(candidate.package?.version).toBe("2.0.0");
    expect(await changesOf(candidate.id)).toEqual(["changed"]);
  });

  test("take a risk with them when they go", async () => {
    await bring("laptop-1", { docs: { ...docs, autoApprove: ["delete_page"] } });
    await bring("laptop-2", { docs });
    expect((await only("docs")).risks.map((risk) => risk.id)).toEqual(["auto_approves_high_impact"]);
    await bring("laptop-1", {});
    const left = await only("docs");
    expect(left.risks).toEqual([]);
    expect(left.goneAt).toBeNull();
  });
});

describe("who told so", () => {
  test("is the only program that may change or empty it, while its token is good", async () => {
    const programOf = async (): Promise<TokenActor> => {
      const { name, tokenId } = await bearerOf(organization.admin, ["imports:write"]);
      return {
        kind: "token",
        organizationId: organization.organizationId,
        tokenId,
        name,
        scopes: ["imports:write"],
      };
    };
    const [alice, mallory] = [await programOf(), await programOf()];
    const secretive = { ...docs, headers: { Authorization: "Bearer hunter2hunter2hunter2" } };
    await importFiles(alice, { machine: "alice", files: [file({ docs: secretive })] });
    await bring("laptop-9", { notes });
    for (const servers of [{}, { docs }, { other: notes }]) {
      const answer = await importFiles(mallory, {
        machine: "mallory",
        files: [
          { ...file(servers), machine: "alice" },
          { ...file(servers), machine: "laptop-9" },
        ],
      });
      expect(answer.files).toMatchObject([
        { ok: false, reason: expect.stringContaining("Somebody else") },
        { ok: false, reason: expect.stringContaining("Somebody else") },
      ]);
      expect(answer).toMatchObject({ candidateCount: 0, goneCount: 0 });
    }
    expect(await only("docs")).toMatchObject({ secretCount: 1, goneAt: null });
    expect(await only("notes")).toMatchObject({ goneAt: null });
    await revokeToken(organization.admin, { tokenId: alice.tokenId });
    const files = [{ ...file({}), machine: "alice" }];
    expect(await importFiles(mallory, { machine: "mallory", files })).toMatchObject({ goneCount: 1 });
  });

  test("is kept with the import and shown with each place", async () => {
    const { name, tokenId } = await bearerOf(organization.admin, ["imports:write"]);
    const { organizationId } = organization;
    const program: TokenActor = { kind: "token", organizationId, tokenId, name, scopes: ["imports:write"] };
    await importFiles(program, { machine: "laptop-1", files: [file({ docs })] });
    await bring("laptop-2", { docs });
    const { id } = await only("docs");
    const { sightings, tellers } = await getCandidate(organization.admin, { candidateId: id });
    const told = sightings.map(({ machine, importId }) => [machine, tellers[importId]?.tokenId]);
    expect(told.sort()).toEqual([
      ["laptop-1", tokenId],
      ["laptop-2", null],
    ]);
    await importFiles(program, { machine: "laptop-1", files: [file({ notes })] });
    const [gone] = await listCandidateChanges(organization.admin, { candidateId: id });
    expect(gone).toMatchObject({ change: "gone", machine: "laptop-1", toldBy: `token ${name}` });
    const { serverId } = await registerCandidate(organization.admin, {
      candidateId: id,
      name: "Docs",
      purpose: "Finds pages in the handbook.",
      environment: "development",
      ownerId: organization.owner.userId,
    });
    const { items } = await listServerSightings(organization.admin, { serverId });
    expect(items.map(({ machine, toldBy }) => [machine, toldBy])).toEqual([
      ["laptop-2", expect.stringContaining(organization.admin.email)],
      ["laptop-1", `token ${name}`],
    ]);
    const opened = openImport(program, "laptop-3");
    await opened.add([file({ docs })]);
    const { importId } = await opened.close([], []);
    const row = await inTenant(organizationId, "read", (tx) =>
      tx.import.findFirstOrThrow({ where: { id: importId ?? "" } }),
    );
    expect(row.startedByTokenId).toBe(tokenId);
  });
});

describe("a dismissed candidate", () => {
  const reason = "Only an experiment.";

  test("stays dismissed while nothing changes, on however many machines it shows up", async () => {
    await bring("laptop-1", { docs });
    await dismissCandidate(organization.admin, { candidateId: (await only("docs")).id, reason });
    await bring("laptop-1", { docs });
    await bring("laptop-2", { docs });
    expect((await only("docs", "dismissed")).stateReason).toBe(reason);
  });

  test("comes back when something changed, and says what", async () => {
    await bring("laptop-1", { docs });
    await dismissCandidate(organization.admin, { candidateId: (await only("docs")).id, reason });
    await bring("laptop-1", {
      docs: { ...docs, autoApprove: ["delete_page"], env: { DOCS_TOKEN: "hunter2-hunter2" } },
    });
    const back = await only("docs");
    expect(back.returnedBecause.join("\n")).toMatch(/secret.*env\.DOCS_TOKEN[\s\S]*without asking/);
    expect(JSON.stringify(back)).not.toContain("hunter2");
  });

  test("is brought back by hand, once", async () => {
    await bring("laptop-1", { docs });
    const { id } = await only("docs");
    await dismissCandidate(organization.admin, { candidateId: id, reason });
    const restore = () => restoreCandidate(organization.admin, { candidateId: id });
    const outcomes = await Promise.allSettled([restore(), restore()]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect((await only("docs")).stateReason).toBeNull();
    await expect(restore()).rejects.toMatchObject({ code: "refused" });
  });

  test("of another organization is not there", async () => {
    await bring("laptop-1", { docs });
    const { id } = await only("docs");
    const other = await newOrganization();
    await expect(restoreCandidate(other.admin, { candidateId: id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getCandidate(other.admin, { candidateId: id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a registered candidate", () => {
  async function register() {
    const { id } = await only("docs");
    return registerCandidate(organization.admin, {
      candidateId: id,
      name: "Docs",
      purpose: "Finds pages in the handbook.",
      environment: "development",
      ownerId: organization.owner.userId,
    });
  }

  test("tells its server when it was last seen, and what is risky about it until that is gone", async () => {
    await bring("laptop-1", { docs: { ...docs, autoApprove: ["delete_page"] } });
    const { serverId, slug } = await register();
    const risks = () =>
      inTenant(organization.organizationId, "read", (tx) =>
        tx.serverConfigurationRisk.findMany({ where: { serverId }, select: { risk: true, tools: true } }),
      );
    expect(await risks()).toEqual([{ risk: "auto_approves_high_impact", tools: ["delete_page"] }]);
    const before = (await getServer(organization.admin, { slug })).lastSeenAt;
    await bring("laptop-1", { docs });
    expect(await risks()).toEqual([]);
    const after = (await getServer(organization.admin, { slug })).lastSeenAt;
    expect(before).not.toBeNull();
    expect(Date.parse(String(after))).toBeGreaterThan(Date.parse(String(before)));
  });
});

describe("the list of candidates", () => {
  test("finds by client, machine, secrets, risks and what is gone, each with its counts", async () => {
    await bring("laptop-1", { docs: { ...docs, env: { DOCS_TOKEN: "hunter2-hunter2" } } });
    await bring(
      "laptop-2",
      { notes: { command: "npx", args: ["-y", "@acme/notes-mcp"], trust: true } },
      ".gemini/settings.json",
    );
    const names = async (filter: Parameters<typeof listCandidates>[1]) => {
      const { items, counts, total } = await listCandidates(organization.admin, filter);
      expect([counts.discovered, total.count]).toEqual([items.length, items.length]);
      return items.map((item) => item.name);
    };
    expect(await names({})).toEqual(["docs", "notes"]);
    expect(await names({ client: "gemini" })).toEqual(["notes"]);
    expect(await names({ machine: "laptop-1" })).toEqual(["docs"]);
    expect(await names({ has: ["secrets"] })).toEqual(["docs"]);
    expect(await names({ has: ["risks"] })).toEqual(["notes"]);
    expect(await names({ search: "ACME/NOTES" })).toEqual(["notes"]);
    expect(await names({ search: "100%_" })).toEqual([]);
    expect(await names({ seen: "gone" })).toEqual([]);
    expect(await names({ seen: "new", client: "cursor" })).toEqual(["docs"]);
    await expect(listCandidates(organization.admin, { search: "ab" })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("pages by name without a gap or a repetition", async () => {
    const servers = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`s${index}`, { url: `https://s${index}.example.com/mcp` }]),
    );
    await bring("laptop-1", servers);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listCandidates>> = await listCandidates(organization.admin, {
        limit: 10,
        search: "example",
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });
});
