import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const STEWARD = fileURLToPath(new URL("../../bin/steward.mjs", import.meta.url));

export interface Run {
  status: number | null;
  out: string;
  err: string;
}

/** Runs the command line as a person would, with these settings on top of the test's own. */
export function runSteward(args: readonly string[], settings: Record<string, string>): Promise<Run> {
  const child = spawn(process.execPath, [STEWARD, ...args], { env: { ...process.env, ...settings } });
  const run: Run = { status: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    run.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    run.err += chunk;
  });
  return new Promise((done) => child.on("close", (status) => done({ ...run, status })));
}
