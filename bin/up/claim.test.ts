import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimDirectory } from "./claim.ts";

test("a directory has one holder, and a dead holder's claim is void", async () => {
  const directory = await mkdtemp(join(tmpdir(), "steward-claim-"));
  try {
    const claim = await claimDirectory(directory);
    await expect(claimDirectory(directory)).rejects.toThrow(`process ${process.pid}`);
    await claim.release();
    await writeFile(
      join(directory, "in-use.json"),
      JSON.stringify({ pid: process.pid, identity: "another life" }),
    );
    await (await claimDirectory(directory)).release();
    expect(await readdir(directory)).toEqual([]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
