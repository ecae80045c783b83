import "#tests/setup/use-test-database.ts";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tryPaths } from "#bin/steward/import-dry-run.ts";
import { importPaths } from "#bin/steward/import-paths.ts";
import { importReport, passedOverLines } from "#bin/steward/import-report.ts";
import { UsageError } from "#bin/steward/output.ts";
import { NOT_READ } from "#bin/steward/path-kind.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { runSteward } from "#tests/factories/steward-process.ts";

// Some of these start the command as a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let org: TestOrganization;
let folder: string;
beforeEach(async () => {
  org = await newOrganization();
  folder = await realpath(await mkdtemp(join(tmpdir(), "steward-import-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
afterAll(disconnect);

/** Imports these paths of the folder as one machine's, as the command does. */
async function bring(...paths: string[]) {
  const at = paths.map((path) => join(folder, path));
  const { answer, ...rest } = await importPaths(org.admin, at, "laptop");
  return { ...answer, ...rest };
}

const attempt = (...paths: string[]) =>
  tryPaths(
    paths.map((path) => join(folder, path)),
    "laptop",
  );

/** What the command answers, and how it ends. */
async function run(...args: string[]) {
  const { status, out, err } = await runSteward(["import", "--json", "--machine", "laptop", ...args], {
    STEWARD_ORGANIZATION: org.slug,
    STEWARD_DATA_DIR: folder,
  });
  return { status, err, ...(out === "" ? {} : JSON.parse(out)) };
}

async function put(path: string, content = config(path)): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const config = (name: string) => JSON.stringify({ mcpServers: { server: server(name) } });
const server = (name: string) => ({
  command: "npx",
  args: ["-y", `@acme/${name.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}-x`],
});
const line = (name: string) => JSON.stringify({ name, ...server(name) });
const remove = (path: string) => rm(join(folder, path), { recursive: true });

describe("import", () => {
  it("reads folders without following links, and counts apart what it could not read", async () => {
    await put("a/.mcp.json");
    await put("a/node_modules/.mcp.json");
    await put("a/claude_desktop_config.json", "not json");
    await symlink(join(folder, "a/.mcp.json"), join(folder, "a/linked.mcp.json"));
    const answer = await run(join(folder, "a"), "--register");
    expect(answer).toMatchObject({ status: 0, files: 1, unreadable: 1, newCandidates: 1 });
    expect(answer.registered).toMatchObject([{ name: "server", slug: "server" }]);
    expect(answer.err).toContain("/a/claude_desktop_config.json: ");
  });

  it("registers what it saw itself, of a long list too, and nothing that another machine showed at the same path", async () => {
    const path = join(folder, "b/.mcp.json");
    await put("b/.mcp.json", config("theirs"));
    await run(path, "--machine", "another");
    await put("b/.mcp.json", config("ours"));
    const answer = await run(path, "--machine", "here", "--register");
    expect(answer.registered).toHaveLength(1);
    await put("list.jsonl", [line("four"), line("five")].join("\n"));
    const listed = await run(join(folder, "list.jsonl"), "--machine", "here", "--register");
    expect(listed.registered.map(({ name }: { name: string }) => name).toSorted()).toEqual(["five", "four"]);
  });

  it("says of a long list what it holds, and records nothing, when it is only tried", async () => {
    await put("list.jsonl", [line("one"), line("two"), line("three"), "{broken"].join("\n"));
    const tried = await attempt("list.jsonl");
    expect(tried).toMatchObject({ status: 0, streams: [{ servers: 3, secrets: 0, unread: 1 }] });
    expect(await bring("list.jsonl")).toMatchObject({ status: 0, servers: 3, newCandidates: 3, files: 1 });
  });

  it("passes over a list of servers inside a folder, and says how it is imported", async () => {
    await put("a/.mcp.json");
    await put("a/servers.jsonl", line("one"));
    await put("a/.claude/talk.jsonl", JSON.stringify({ type: "user", message: { content: "hello" } }));
    const passedOver = { count: 1, paths: [join(folder, "a/servers.jsonl")] };
    expect(await attempt("a")).toMatchObject({ status: 0, passedOver });
    expect(await bring("a")).toMatchObject({ status: 0, servers: 1, passedOver });
    expect(passedOverLines(passedOver).join("\n")).toMatch(/name one to import it:\n {2}\S+servers\.jsonl$/);
  });
});

describe("what is gone", () => {
  const odd = ["odd-name.conf", "list.jsonl", "node_modules/x/.mcp.json"].map((path) => `a/${path}`);

  it("is only what the search would have met: never what was imported by its name alone", async () => {
    await put("a/.mcp.json");
    await put("a/.cursor/mcp.json");
    await put("a/.vscode/mcp.json");
    for (const path of odd) await put(path, path.endsWith("l") ? line(path) : config(path));
    await bring("a", ...odd);
    expect(await bring("a")).toMatchObject({ status: 0, gone: 0 });
    for (const path of odd) await remove(path);
    await remove("a/.cursor/mcp.json");
    await put("a/.vscode/mcp.json", "half writ");
    expect(await bring("a")).toMatchObject({ status: 0, gone: 1, unreadable: 1 });
  });

  it("is not what has become a link, which is said", async () => {
    await put("a/.mcp.json");
    await put("a/.cursor/mcp.json");
    await bring("a");
    await put("dotfiles/cursor.json");
    await remove("a/.cursor/mcp.json");
    await symlink(join(folder, "dotfiles/cursor.json"), join(folder, "a/.cursor/mcp.json"));
    const answer = await bring("a");
    expect(answer).toMatchObject({ status: 0, gone: 0, unreadable: 1 });
    expect(answer.unread[0]?.reason).toMatch(/is a link/);
    await remove("dotfiles");
    expect(await bring("a")).toMatchObject({ gone: 1, unreadable: 0 });
  });

  it("is told of a folder that was emptied, as a success, however often it is searched", async () => {
    await put("a/.mcp.json");
    await bring("a");
    await remove("a/.mcp.json");
    expect(await run(join(folder, "a"))).toMatchObject({ status: 0, err: "", files: 0, gone: 1 });
    expect(await bring("a")).toMatchObject({ status: 0, files: 0, gone: 0, unread: [] });
    await put("b/nothing.txt");
    await expect(bring("b")).rejects.toThrow("No client files");
  });

  it("is told of a folder or a file that was removed, when it was known of this machine", async () => {
    await put("a/.mcp.json");
    await put("a/odd-name.conf");
    await put("b/.mcp.json");
    await put("c.conf");
    await bring("a", "a/odd-name.conf", "b", "c.conf");
    await remove("a");
    await remove("c.conf");
    const [a, c] = [join(folder, "a"), join(folder, "c.conf")];
    await expect(importPaths(org.admin, [a], "another")).rejects.toBeInstanceOf(UsageError);
    expect(await bring("a", "b", "c.conf")).toMatchObject({ status: 0, files: 1, gone: 3, removed: [a, c] });
    expect(await bring("a")).toMatchObject({ status: 0, gone: 0, removed: [a] });
    expect(await bring("a", "b", "never")).toMatchObject({ status: 3, removed: [a], unreadable: 1 });
    expect(importReport({ ...(await bring("a")), registered: [] })).toContain(`${a} is no longer there.`);
  });

  it("is told of a folder removed from where a link leads, by either name", async () => {
    await put("disk/home/.mcp.json");
    await symlink(join(folder, "disk"), join(folder, "mount"));
    await bring("mount/home", "mount/home/.mcp.json");
    await remove("disk/home");
    expect(await bring("mount/home")).toMatchObject({ status: 0, gone: 2 });
  });

  it("is told apart from what could not be read, in folders named after a secret as well", async () => {
    const secret = `ghp_${"aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA3"}`;
    const deep = `${secret}/${Array.from({ length: 23 }, (_, level) => `d${level}`).join("/")}`;
    await put(`${secret}/.mcp.json`);
    await put(`${secret}/.cursor/mcp.json`);
    await put(`${secret}/b/${secret}/.mcp.json`);
    await put(`${deep}/${secret}/x/.mcp.json`);
    await bring(secret, deep);
    await put(`${secret}/b/${secret}/.mcp.json`, "half writ");
    await remove(`${secret}/.cursor`);
    expect(await bring(secret)).toMatchObject({ files: 1, gone: 1, unreadable: 2 });
    await remove(secret);
    expect(await bring(secret)).toMatchObject({ status: 0, gone: 3 });
  });

  it("is everything that vanished, however many files", async () => {
    await put("a/keep/.mcp.json");
    for (let index = 0; index < 1_100; index += 1) await put(`a/${index}/.mcp.json`, config("same"));
    expect(await bring("a")).toMatchObject({ files: 1_101, newCandidates: 2 });
    for (let index = 0; index < 1_100; index += 1) await remove(`a/${index}`);
    expect(await bring("a")).toMatchObject({ status: 0, files: 1, gone: 1_100 });
  });
});

describe("a path that is not read", () => {
  it("beside one that is gives status 3 and its reason, tried or done", async () => {
    await put("a/.mcp.json");
    await put("list.jsonl", line("one"));
    await put("broken.json", "half writ");
    for (const look of [attempt, bring]) {
      for (const beside of ["a", "list.jsonl"])
        expect(await look(beside, "missing")).toMatchObject({
          status: 3,
          unread: [{ path: join(folder, "missing"), reason: "There is no such file or folder." }],
        });
      expect(await look("a", "broken.json")).toMatchObject({ status: 3, unread: [{}] });
      expect(await look("broken.json")).toMatchObject({ status: 1, unread: [{}] });
    }
    const [a, missing] = [join(folder, "a"), join(folder, "missing")];
    for (const options of [[], ["--dry-run"]])
      expect(await run(a, missing, ...options)).toMatchObject({
        status: 3,
        unreadable: 1,
        unread: [{ path: missing }],
        err: `${missing}: There is no such file or folder.\n`,
      });
  });

  it("is a pipe, which nobody waits for, or a link, which is not followed", async () => {
    await put("list.jsonl", line("one"));
    await put("a/.mcp.json");
    for (const name of ["pipe", "pipe.jsonl"]) execFileSync("mkfifo", [join(folder, name)]);
    for (const name of ["list.jsonl", "a"]) await symlink(join(folder, name), join(folder, `linked-${name}`));
    for (const look of [attempt, bring]) {
      for (const name of ["pipe", "pipe.jsonl"])
        await expect(look(name)).rejects.toEqual(new UsageError(`${join(folder, name)}: ${NOT_READ.other}`));
      for (const name of ["linked-list.jsonl", "linked-a"])
        await expect(look(name)).rejects.toEqual(new UsageError(`${join(folder, name)}: ${NOT_READ.link}`));
    }
  });
});

describe("a hostile file on a terminal", () => {
  it("does nothing to it, whether its servers, its path or a reason is shown", async () => {
    const entry = { command: "x\u001b[2J", args: ["a\nregistered  trusted", "\u009b31m", "\u202eb"] };
    await put("a\u001b[31m/mcp.json", JSON.stringify({ mcpServers: { one: entry } }));
    await put("b\nnothing wrong/mcp.json", "{");
    const paths = ["a\u001b[31m/mcp.json", "b\nnothing wrong/mcp.json"].map((path) => join(folder, path));
    const settings = { STEWARD_ORGANIZATION: org.slug, STEWARD_DATA_DIR: folder };
    for (const more of [["--dry-run"], ["--dry-run", "--json"], [], ["--register"]]) {
      const { out, err } = await runSteward(["import", "--machine", "laptop", ...more, ...paths], settings);
      expect(out).not.toBe("");
      expect(out + err).not.toMatch(/[^\P{Cc}\n]|\u202e|^(?:registered {2}trusted|nothing wrong)/mu);
    }
  });
});
