import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findClientFiles, newWalk } from "./find-client-files.ts";
import { readClientText } from "./read-client-text.ts";

let home: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "steward-home-")));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function put(path: string, content = "{}"): Promise<string> {
  const full = join(home, path);
  await mkdir(join(full, ".."), { recursive: true });
  await writeFile(full, content);
  return full;
}

async function walk(...paths: string[]) {
  const seen = newWalk();
  const files: string[] = [];
  for await (const path of findClientFiles(paths, seen, { startedAt: 0, clock: () => 0 })) files.push(path);
  return { ...seen, files: files.map((path) => path.replace(`${home}/`, "")) };
}

describe("searching a home directory", () => {
  it("finds what clients write, wherever it lies, and skips packages, repositories and caches", async () => {
    for (const path of [".cursor/mcp.json", "work/dev/app/.vscode/mcp.json", ".codex/config.toml"])
      await put(path);
    for (const path of ["node_modules/x/.mcp.json", "app/.git/.mcp.json", ".cache/.mcp.json"])
      await put(path);
    await put("work/package.json");
    expect((await walk(home)).files.sort()).toEqual([
      ".codex/config.toml",
      ".cursor/mcp.json",
      "work/dev/app/.vscode/mcp.json",
    ]);
  });

  it("follows no link: not out of the folder, not in a circle, not to a file", async () => {
    const outside = await mkdtemp(join(tmpdir(), "steward-outside-"));
    await writeFile(join(outside, ".mcp.json"), "{}");
    await put("a/.mcp.json");
    await symlink(outside, join(home, "away"));
    await symlink(home, join(home, "a/loop"));
    await symlink(join(outside, ".mcp.json"), join(home, "a/b.mcp.json"));
    const found = await walk(home);
    expect(found.files).toEqual(["a/.mcp.json"]);
    expect(found.isWhole).toBe(true);
    expect(await readClientText(join(home, "a/b.mcp.json"))).toMatchObject({
      reason: expect.stringContaining("ELOOP"),
    });
    await rm(outside, { recursive: true });
  });

  it("goes no deeper than a person would, and says where it stopped", async () => {
    const deep = Array.from({ length: 40 }, (_, level) => `d${level}`).join("/");
    await put(`${deep}/.mcp.json`);
    const found = await walk(home);
    expect(found.files).toEqual([]);
    expect(found.unread).toMatchObject([{ reason: "The folder is nested too deep." }]);
  });

  it("ends at its time, and says that it is not whole", async () => {
    await put("a/.mcp.json");
    const seen = newWalk();
    let moment = 0;
    const clock = () => {
      moment += 400_000;
      return moment;
    };
    const files = [];
    for await (const path of findClientFiles([home], seen, { startedAt: 0, clock })) files.push(path);
    expect(seen.isWhole).toBe(false);
    expect(seen.unread.at(-1)?.reason).toMatch(/limit/);
    expect(files).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)("counts what it may not look into", async () => {
    await put("closed/.mcp.json");
    await chmod(join(home, "closed"), 0o000);
    expect((await walk(home)).unread).toMatchObject([{ reason: expect.stringContaining("EACCES") }]);
    await chmod(join(home, "closed"), 0o700);
  });

  it("neither waits for a pipe nor reads a file of a hundred megabytes", async () => {
    execFileSync("mkfifo", [join(home, "pipe.mcp.json")]);
    expect((await walk(home)).files).toEqual([]);
    const large = await put("large/.mcp.json", `"${"x".repeat(100_000_000)}"`);
    expect(await readClientText(large)).toMatchObject({
      reason: expect.stringContaining("larger than 5 MB"),
    });
  });

  it("reads text that is not UTF-8 as far as it goes", async () => {
    const path = join(home, ".mcp.json");
    await writeFile(path, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    expect(await readClientText(path)).toEqual({ path, content: "{\ufffd\ufffd}" });
  });
});
