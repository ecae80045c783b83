import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { dismissCandidate } from "#lib/discovery/commands/dismiss-candidate.ts";
import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { importFiles } from "#lib/discovery/import-files.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization();
});
afterAll(disconnect);

const SECRET = `ghp_${"aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA3".slice(0, 36)}`;

const cursorFile = {
  path: ".cursor/mcp.json",
  content: `{ // a comment
    "mcpServers": {
      "github": { "command": "npx", "args": ["-y", "@acme/github-mcp@1.2.3"], "env": { "GITHUB_TOKEN": "${SECRET}" } },
      "docs": { "url": "https://docs.example.com/mcp" },
    } }`,
};
const codexFile = {
  path: ".codex/config.toml",
  content: `[mcp_servers.gh]\ncommand = "npx"\nargs = ["-y", "@acme/github-mcp"]\n`,
};

describe("importing client files", () => {
  test("merges one server seen in two clients, and keeps secrets as kind, place and length only", async () => {
    const result = await importFiles(organization.admin, { files: [cursorFile, codexFile] });
    expect(result).toMatchObject({ candidateCount: 2, newCount: 2, secretCount: 1 });
    const { items } = await listCandidates(organization.admin, {});
    const github = items.find((candidate) => candidate.package?.name === "@acme/github-mcp");
    expect(github?.sightings.map((sighting) => sighting.client).sort()).toEqual(["codex", "cursor"]);
    expect(github?.secrets).toEqual([
      { kind: "github-token", place: "env.GITHUB_TOKEN", lengthChars: SECRET.length },
    ]);
    expect(JSON.stringify([result, items])).not.toContain(SECRET);
  });

  test.each([
    ["a name", '{"mcpServers":{"x\\ud800\\u0000":{"command":"x"}}}'],
    ["an argument", '{"mcpServers":{"x":{"command":"x","args":["\\ud800","\\u0000"]}}}'],
    ["a variable", '{"mcpServers":{"x":{"command":"x","env":{"A\\ud800\\u0000":"b"}}}}'],
    ["a tool", '{"mcpServers":{"x":{"command":"x","autoApprove":["delete\\ud800\\u0000"]}}}'],
  ])(
    "a file that hides half a character or a NUL in %s keeps no other from being imported",
    async (_where, content) => {
      const hostile = { path: "a\ud800/.cursor/mcp.json", content };
      const result = await importFiles(organization.admin, { files: [hostile, cursorFile] });
      expect(result.files).toMatchObject([{ ok: true }, { ok: true }]);
      const names = (await listCandidates(organization.admin, {})).items.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(["docs", "github"]));
      expect(names).toHaveLength(3);
    },
  );

  test("a dismissal's reason holds no credential", async () => {
    await importFiles(organization.admin, { files: [cursorFile] });
    const [candidate] = (await listCandidates(organization.admin, {})).items;
    const dismissal = { candidateId: candidate?.id ?? "", reason: `Not ours, it uses ${SECRET}` };
    await expect(dismissCandidate(organization.admin, dismissal)).rejects.toMatchObject({ code: "invalid" });
  });

  test("leaves no secret anywhere in the database", async () => {
    await importFiles(organization.admin, { files: [cursorFile] });
    const { ownerUrl } = await testDatabase();
    const owner = await connectOwner(ownerUrl);
    try {
      const { rows } = await owner.query(
        "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
      );
      for (const { table_schema, table_name } of rows) {
        const name = `${owner.escapeIdentifier(table_schema)}.${owner.escapeIdentifier(table_name)}`;
        const found = await owner.query(`select count(*)::int as n from ${name} t where t::text like $1`, [
          `%${SECRET.slice(4, 30)}%`,
        ]);
        expect({ table: name, rows: found.rows[0].n }).toEqual({ table: name, rows: 0 });
      }
    } finally {
      await owner.end();
    }
  });

  test("keeps no token that a file's folder is named after", async () => {
    const path = `home/${SECRET}/.cursor/mcp.json`;
    const result = await importFiles(organization.admin, { files: [{ ...cursorFile, path }] });
    const { items } = await listCandidates(organization.admin, {});
    expect(JSON.stringify([result, items])).not.toContain(SECRET);
    expect(result.files[0]).toMatchObject({ ok: true, path: "home/[secret: github-token]/.cursor/mcp.json" });
  });

  test("says why a file was not read, and imports the good ones all the same", async () => {
    const result = await importFiles(organization.admin, {
      files: [
        { path: "broken/.mcp.json", content: '{"mcpServers": ' },
        { path: "deep/.mcp.json", content: `${"[".repeat(100_000)}` },
        { path: "binary/.mcp.json", content: "\u0000\u0001" },
        cursorFile,
      ],
    });
    expect(result.files.map((file) => file.ok)).toEqual([false, false, false, true]);
    for (const file of result.files) if (!file.ok) expect(file.reason).toMatch(/\w+ \w+/);
    expect(result.candidateCount).toBe(2);
  });

  test("a second import of the same files changes nothing but when they were last seen", async () => {
    await importFiles(organization.admin, { files: [cursorFile] });
    const before = await listCandidates(organization.admin, {});
    const again = await importFiles(organization.admin, { files: [cursorFile] });
    const after = await listCandidates(organization.admin, {});
    expect(again.newCount).toBe(0);
    const still = (list: typeof before) =>
      list.items.map(({ lastSeenAt: _at, version: _v, sightings, ...rest }) => ({
        ...rest,
        places: sightings.length,
      }));
    expect(still(after)).toEqual(still(before));
  });

  test("two imports of the same server at once make one candidate", async () => {
    await Promise.all([
      importFiles(organization.admin, { files: [cursorFile] }),
      importFiles(organization.admin, { files: [codexFile] }),
      importFiles(organization.admin, { files: [cursorFile, codexFile] }),
    ]);
    expect((await listCandidates(organization.admin, {})).items).toHaveLength(2);
  });

  test("fingerprints differ between organizations, so that a shared credential does not join two tenants", async () => {
    const other = await newOrganization();
    await importFiles(organization.admin, { files: [cursorFile] });
    await importFiles(other.admin, { files: [cursorFile] });
    const { ownerUrl } = await testDatabase();
    const owner = await connectOwner(ownerUrl);
    const { rows } = await owner.query(
      "select distinct fingerprint from candidate_secret where organization_id = any ($1)",
      [[organization.organizationId, other.organizationId]],
    );
    await owner.end();
    expect(rows).toHaveLength(2);
  });

  test("is refused to members, and hidden from other organizations", async () => {
    await expect(importFiles(organization.member, { files: [cursorFile] })).rejects.toMatchObject({
      code: "forbidden",
    });
    await importFiles(organization.admin, { files: [cursorFile] });
    const other = await newOrganization();
    expect((await listCandidates(other.admin, {})).items).toEqual([]);
  });
});

describe("candidates", () => {
  async function github() {
    await importFiles(organization.admin, { files: [cursorFile] });
    const { items } = await listCandidates(organization.admin, { search: "github" });
    const [candidate] = items;
    if (candidate === undefined) throw new Error("expected a candidate");
    return candidate;
  }
  const answers = () => ({
    name: "GitHub",
    purpose: "Works on issues and pull requests.",
    environment: "development" as const,
    ownerId: organization.owner.userId,
  });

  test("become governed servers with the credential that was found, without its value", async () => {
    const candidate = await github();
    const { slug } = await registerCandidate(organization.admin, { candidateId: candidate.id, ...answers() });
    const server = await getServer(organization.owner, { slug });
    expect(server).toMatchObject({
      name: "GitHub",
      state: "registered",
      owner: { id: organization.owner.userId },
    });
    expect(JSON.stringify(server)).toContain("env.GITHUB_TOKEN");
    expect(JSON.stringify(server)).not.toContain(SECRET);
    expect((await listCandidates(organization.admin, { state: "registered" })).items[0]?.server?.slug).toBe(
      slug,
    );
  });

  test("are registered once, even by two at the same time", async () => {
    const candidate = await github();
    const register = () => registerCandidate(organization.admin, { candidateId: candidate.id, ...answers() });
    const outcomes = await Promise.allSettled([register(), register()]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  });

  test("need a backup owner in production, said at the field", async () => {
    const candidate = await github();
    await expect(
      registerCandidate(organization.admin, {
        candidateId: candidate.id,
        ...answers(),
        environment: "production",
      }),
    ).rejects.toMatchObject({ code: "invalid", fields: { backupOwnerId: expect.any(String) } });
  });

  test("are dismissed with a reason, and stay so", async () => {
    const candidate = await github();
    await dismissCandidate(organization.admin, { candidateId: candidate.id, reason: "Only an experiment." });
    await importFiles(organization.admin, { files: [cursorFile] });
    const { items } = await listCandidates(organization.admin, { state: "dismissed" });
    expect(items).toHaveLength(1);
    await expect(
      registerCandidate(organization.admin, { candidateId: candidate.id, ...answers() }),
    ).rejects.toMatchObject({ code: "refused" });
  });
});
