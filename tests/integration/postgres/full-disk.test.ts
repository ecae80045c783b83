import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmbeddedPostgres } from "#bin/postgres/start-embedded-postgres.ts";
import { prepareDataDirectory } from "#bin/up/prepare-data-directory.ts";

/** Enough for the data directory itself and far too little for a new cluster (about 40 MB). */
const DISK_MB = 12;

let directory = "";
const whyNot = await mountSmallDisk();

/** A disk of its own for the test, or words why there can be none. */
async function mountSmallDisk(): Promise<string | null> {
  if (process.platform !== "linux") return "only Linux has tmpfs";
  if (process.getuid?.() !== 0) return "only root may mount a small disk";
  directory = await mkdtemp(join(tmpdir(), "steward-small-disk-"));
  await chmod(directory, 0o711);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MB}m,mode=0711`, "none", directory], {
    encoding: "utf8",
  });
  return mounted.status === 0 ? null : `mounting is not possible here: ${String(mounted.stderr).trim()}`;
}

beforeAll(() => {
  if (whyNot !== null) console.warn(`Skipped, a full disk: ${whyNot}`);
});

afterAll(async () => {
  if (directory === "") return;
  if (whyNot === null) spawnSync("umount", ["--lazy", directory]);
  await rm(directory, { recursive: true, force: true });
});

describe.skipIf(whyNot !== null)(`a full disk${whyNot === null ? "" : ` (skipped: ${whyNot})`}`, () => {
  test("is said in words when PostgreSQL cannot be created, and what was begun is removed", async () => {
    const dataDir = join(directory, "postgres");
    const before = await statfs(directory);
    await expect(startEmbeddedPostgres({ dataDir, isDurable: false })).rejects.toThrow(
      `The disk that holds ${dataDir} is full. Nothing was lost: free some space and start again.`,
    );
    const after = await statfs(directory);
    expect((before.bavail - after.bavail) * after.bsize).toBeLessThan(1024 ** 2);
  });

  test("is said in words before anything is started", async () => {
    const dataDir = join(directory, "data");
    await mkdir(dataDir);
    await writeFile(join(directory, "filler"), Buffer.alloc(DISK_MB * 1024 ** 2)).catch(() => {});
    await expect(prepareDataDirectory(dataDir)).rejects.toThrow(`The disk that holds ${dataDir} is full.`);
  });
});
