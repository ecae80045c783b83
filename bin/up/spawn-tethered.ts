import { type ChildProcess, spawn } from "node:child_process";
import type { BoundedLog } from "./bounded-log.ts";
import { ROOT } from "./settings.ts";

const TETHER = new URL("./tether.mjs", import.meta.url).href;
const HIDING = new URL("../hide-environment.ts", import.meta.url).href;
const TERM_GRACE_MS = 10_000;
const KEPT_LINES = 30;

export type Tethered = {
  pid: number | undefined;
  /** Resolves with status or signal when the process ended. */
  ended: Promise<string>;
  lastLines(): string;
  /** TERM, then KILL for its whole group; resolves when it ended. */
  stop(isForced: boolean): Promise<void>;
};

export type SpawnOptions = {
  args: string[];
  environment: NodeJS.ProcessEnv;
  log: BoundedLog;
  onLine?: (line: string, isError: boolean) => void;
};

/** Runs Node in a process group of its own that a Ctrl-C does not reach and that ends with the launcher. */
export function spawnTethered({ args, environment, log, onLine }: SpawnOptions): Tethered {
  const child = spawn(process.execPath, ["--import", HIDING, "--import", TETHER, ...args], {
    cwd: ROOT,
    env: { ...environment, STEWARD_LAUNCHER: String(process.pid) },
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let kept: string[] = [];
  const hear = (line: string, isError: boolean) => {
    kept = [...kept.slice(-KEPT_LINES + 1), line];
    onLine?.(line, isError);
  };
  child.stdout?.setEncoding("utf8").on(
    "data",
    splitLines(log, (line) => hear(line, false)),
  );
  child.stderr?.setEncoding("utf8").on(
    "data",
    splitLines(log, (line) => hear(line, true)),
  );
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code, signal) => {
      killGroup(child);
      resolve(signal ?? `status ${code}`);
    });
  });
  const stop = async (isForced: boolean) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    if (isForced) killGroup(child);
    else child.kill("SIGTERM");
    const timer = setTimeout(() => killGroup(child), TERM_GRACE_MS);
    await ended;
    clearTimeout(timer);
  };
  return { pid: child.pid, ended, lastLines: () => kept.join("\n"), stop };
}

/** Also what the child started itself; the group may already be gone. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // ESRCH: nobody is left, which is what was wanted.
  }
}

function splitLines(log: BoundedLog, onLine: (line: string) => void): (text: string) => void {
  let rest = "";
  return (text) => {
    log.write(text);
    const lines = (rest + text).split("\n");
    rest = (lines.pop() ?? "").slice(-10_000);
    for (const line of lines) if (line.trim() !== "") onLine(line);
  };
}
