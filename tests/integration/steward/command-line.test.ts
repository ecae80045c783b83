import "#tests/setup/use-test-database.ts";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { runSteward } from "#tests/factories/steward-process.ts";

// Each starts the command as a process, some several times, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let org: TestOrganization;
let folder: string;

beforeEach(async () => {
  org = await newOrganization();
  folder = await mkdtemp(join(tmpdir(), "steward-command-line-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const steward = (args: string[], settings: Record<string, string> = {}) =>
  runSteward(args, { STEWARD_ORGANIZATION: org.slug, STEWARD_DATA_DIR: folder, ...settings });

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

it("doctor says what is not well and exits 1", async () => {
  const { status, out } = await steward(["doctor", "--json"], { DECISIONS_PORT: "9" });
  const byName = Object.fromEntries(
    JSON.parse(out).map((one: { name: string; isWell: boolean }) => [one.name, one.isWell]),
  );
  expect(status).toBe(1);
  expect(byName).toMatchObject({ settings: true, "database role": true, decisions: false, worker: false });
});
