import { type SpawnOptions, spawn } from "node:child_process";
import { ROOT } from "#bin/up/settings.ts";

/** Characters of a command's output that are kept: its first, where it says what is wrong. */
const HEARD_MAX = 10_000;

/** Milliseconds that output may still come after a command ended. */
const PATIENCE_MS = 2000;

/** Runs a command with its output in this terminal; resolves to its exit status. */
export function runCommand(
  command: string,
  args: readonly string[],
  environment: Record<string, string | undefined> = {},
): Promise<number> {
  return run(command, args, { stdio: "inherit", env: { ...process.env, ...environment } });
}

/** Runs a command with its output in this terminal, and keeps the first of it. */
export async function runHeard(
  command: string,
  args: readonly string[],
): Promise<{ status: number; words: string }> {
  let words = "";
  const status = await run(
    command,
    args,
    {
      stdio: ["inherit", "pipe", "pipe"],
      // Through a pipe it would fall silent about colours that this terminal shows.
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) },
    },
    (chunk) => {
      process.stdout.write(chunk);
      if (words.length < HEARD_MAX) words += chunk.toString();
    },
  );
  return { status, words };
}

function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  hear?: (chunk: Buffer) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, ...options });
    if (hear !== undefined) {
      child.stdout?.on("data", hear);
      child.stderr?.on("data", hear);
    }
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
    child.on("exit", (code) => {
      // What it left running may hold its output open; the command itself is at its end.
      setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve(code ?? 1);
      }, PATIENCE_MS).unref();
    });
  });
}
