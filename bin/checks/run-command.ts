import { spawn } from "node:child_process";
import { ROOT } from "#bin/up/settings.ts";

/** Runs a command with its output in this terminal; resolves to its exit status. */
export function runCommand(
  command: string,
  args: readonly string[],
  environment: Record<string, string | undefined> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, ...environment },
    });
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
