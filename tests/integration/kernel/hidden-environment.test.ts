import "#tests/setup/use-test-database.ts";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";

const SECRETS = {
  STEWARD_SECRET: "a-secret-of-this-test-that-nobody-may-read",
  OIDC_CLIENT_SECRET: "another-secret-of-this-test",
};
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

function start(args: string[], environment: Record<string, string> = {}) {
  const env = { ...process.env, LOG_LEVEL: "info", DECISIONS_PORT: "0", ...SECRETS, ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return { child, output: () => text };
}

async function shownOf(pid: number | undefined): Promise<string> {
  return await readFile(`/proc/${pid}/environ`, "latin1");
}

describe.runIf(process.platform === "linux")("what a process of ours shows others of its account", () => {
  test.each([
    ["worker", "bin/worker.ts", "the worker takes jobs"],
    ["decisions", "bin/decisions.ts", "decisions are served"],
  ])("holds no value of its settings: %s", async (_name, program, ready) => {
    const { child, output } = start([program]);
    await expect.poll(output, { timeout: 30_000 }).toContain(ready);
    const shown = await shownOf(child.pid);
    expect(shown).toContain("STEWARD_SECRET=");
    expect(shown.split("\0").filter((entry) => /^[^=]+=./.test(entry))).toEqual([]);
  });

  test("leaves the values where the process and what it starts find them", async () => {
    const code = `
      const { execFileSync } = await import("node:child_process");
      const inner = execFileSync("/bin/sh", ["-c", "echo $OIDC_CLIENT_SECRET"], { encoding: "utf8" });
      console.log(process.env.STEWARD_SECRET, inner.trim(), Object.keys(process.env).includes("PATH"));`;
    const { child, output } = start([
      "--import",
      "./bin/hide-environment.ts",
      "--input-type=module",
      "-e",
      code,
    ]);
    await once(child, "close");
    expect(output()).toContain(`${SECRETS.STEWARD_SECRET} ${SECRETS.OIDC_CLIENT_SECRET} true`);
  });
});
