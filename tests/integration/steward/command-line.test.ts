import "#tests/setup/use-test-database.ts";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

const STEWARD = fileURLToPath(new URL("../../../bin/steward.mjs", import.meta.url));

let org: TestOrganization;
let folder: string;

beforeEach(async () => {
  org = await newOrganization();
  folder = await mkdtemp(join(tmpdir(), "steward-command-line-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Run {
  status: number | null;
  out: string;
  err: string;
}

function steward(args: string[], environment: Record<string, string> = {}): Promise<Run> {
  const env = { ...process.env, STEWARD_ORGANIZATION: org.slug, STEWARD_DATA_DIR: folder, ...environment };
  const child = spawn(process.execPath, [STEWARD, ...args], { env });
  const run: Run = { status: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    run.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    run.err += chunk;
  });
  return new Promise((done) => child.on("close", (status) => done({ ...run, status })));
}

describe("usage", () => {
  it.each([
    [["nonsense"]],
    [["token", "create", "--name", "x"]],
    [["token", "create", "--name", "x", "--scopes", "everything", "--days", "5"]],
    [["token", "create", "--name", "x", "--scopes", "audit:read", "--days", "500"]],
    [["audit", "export", "--format", "xml", "--out", "x"]],
    [["audit", "verify", "--head", "5"]],
    [["import", "/there/is/no/such/place"]],
    [["import", "--dry-run", "/there/is/no/such/place"]],
  ])("%j exits 2 with words on standard error only", async (args) => {
    const { status, out, err } = await steward(args);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/^error: /);
  });

  it("--help exits 0", async () => {
    expect(await steward(["--help"])).toMatchObject({ status: 0, err: "" });
  });

  it("says how to start when nothing runs here", async () => {
    const { status, err } = await steward(["token", "list"], { DATABASE_APP_URL: "" });
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining("npm run up") });
  });
});

describe("tokens", () => {
  it("are printed once, and listed without their secret, in the name of a person", async () => {
    const made = await steward([
      "token",
      "create",
      "--name",
      "CI",
      "--scopes",
      "audit:read,servers:read",
      "--days",
      "30",
    ]);
    expect(made).toMatchObject({ status: 0, err: "" });
    const [secret] = made.out.split("\n");
    expect(secret).toMatch(/^stw_/);
    const listed = await steward(["token", "list", "--json"]);
    expect(JSON.parse(listed.out)).toMatchObject([
      { name: "CI", status: "active", createdBy: { name: "Admin" } },
    ]);
    expect(listed.out).not.toContain(secret);
  });

  it("are refused to a person who may not make them", async () => {
    const args = [
      "token",
      "create",
      "--name",
      "CI",
      "--scopes",
      "audit:read",
      "--days",
      "30",
      "--as",
      org.member.email,
    ];
    expect(await steward(args)).toMatchObject({ status: 1, out: "" });
  });
});

describe("the audit trail", () => {
  beforeEach(async () => {
    for (const name of ["one", "two", "three"]) {
      await steward(["token", "create", "--name", name, "--scopes", "audit:read", "--days", "9"]);
    }
  });

  it("is whole, exported and verified with no database", async () => {
    const verified = await steward(["audit", "verify", "--json"]);
    expect(verified.status).toBe(0);
    const { head, events } = JSON.parse(verified.out);
    expect(events).toBe(3);
    const out = join(folder, "trail.jsonl");
    expect(await steward(["audit", "export", "--format", "jsonl", "--out", out])).toMatchObject({
      status: 0,
    });
    expect(await steward(["audit", "export", "--format", "cef", "--out", out])).toMatchObject({ status: 2 });
    const offline = await steward(["audit", "verify", "--file", out, "--head", head], {
      DATABASE_APP_URL: "",
    });
    expect(offline).toMatchObject({ status: 0, err: "" });
    expect(await readdir(folder)).toEqual(["trail.jsonl"]);
  });

  it("that was altered says where, in the database and in a file", async () => {
    const out = join(folder, "trail.jsonl");
    await steward(["audit", "export", "--format", "jsonl", "--out", out]);
    await writeFile(out, (await readFile(out, "utf8")).replace('"subjectName":"two"', '"subjectName":"2"'));
    const offline = await steward(["audit", "verify", "--file", out], { DATABASE_APP_URL: "" });
    expect(offline).toMatchObject({ status: 1, out: "", err: expect.stringContaining("breaks at event 2") });
    await asOwner("update audit_event set subject_name = '3' where organization_id = $1 and sequence = 3", [
      org.organizationId,
    ]);
    const online = await steward(["audit", "verify"]);
    expect(online).toMatchObject({ status: 1, out: "", err: expect.stringContaining("breaks at event 3") });
  });

  it.each(["ocsf", "cef"])("is exported as %s, one event a line", async (format) => {
    const out = join(folder, `trail.${format}`);
    await steward(["audit", "export", "--format", format, "--out", out]);
    expect((await readFile(out, "utf8")).trimEnd().split("\n")).toHaveLength(3);
  });
});

describe("import", () => {
  it("reads folders without following links, and tells of each file", async () => {
    const config = JSON.stringify({
      mcpServers: { memory: { command: "npx", args: ["-y", "@scope/memory@1.0.0"] } },
    });
    await mkdir(join(folder, "a/node_modules"), { recursive: true });
    await writeFile(join(folder, "a/.mcp.json"), config);
    await writeFile(join(folder, "a/node_modules/.mcp.json"), config);
    await writeFile(join(folder, "a/claude_desktop_config.json"), "not json");
    await symlink(join(folder, "a/.mcp.json"), join(folder, "a/linked.mcp.json"));
    const { status, out, err } = await steward(["import", join(folder, "a"), "--register", "--json"]);
    const answered = JSON.parse(out);
    expect(status).toBe(0);
    expect(answered).toMatchObject({
      files: 2,
      newCandidates: 1,
      registered: [{ name: "memory", slug: "memory" }],
    });
    expect(err).toContain("claude_desktop_config.json: ");
  });

  it("says of a long list what it holds, and records nothing, when it is only tried", async () => {
    const lines = [1, 2, 3].map((number) =>
      JSON.stringify({ name: `s${number}`, command: "npx", args: ["-y", `p${number}`] }),
    );
    await writeFile(join(folder, "list.jsonl"), [...lines, "{broken"].join("\n"));
    const { status, out } = await steward(["import", "--dry-run", join(folder, "list.jsonl"), "--json"]);
    expect(status).toBe(0);
    expect(JSON.parse(out).streams).toMatchObject([{ servers: 3, secrets: 0, unread: 1 }]);
    const imported = await steward(["import", join(folder, "list.jsonl"), "--json"]);
    expect(JSON.parse(imported.out)).toMatchObject({ servers: 3, newCandidates: 3 });
  });
});

it("doctor says what is not well and exits 1", async () => {
  const { status, out } = await steward(["doctor", "--json"], { DECISIONS_PORT: "9" });
  const byName = Object.fromEntries(
    JSON.parse(out).map((one: { name: string; isWell: boolean }) => [one.name, one.isWell]),
  );
  expect(status).toBe(1);
  expect(byName).toMatchObject({ settings: true, "database role": true, decisions: false, worker: false });
});
