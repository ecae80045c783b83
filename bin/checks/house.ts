import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#bin/postgres/free-port.ts";
import { ROOT } from "#bin/up/settings.ts";

/** Milliseconds. A start from nothing builds the web application first. */
const START_TIMEOUT_MS = 8 * 60_000;
const STOP_TIMEOUT_MS = 30_000;

/** Where a house of the checks' own lives: its data, and the ports it listens on. */
export interface Lot {
  dataDir: string;
  url: string;
  decisionsUrl: string;
  environment: Record<string, string>;
  clear(): void;
}

export interface House {
  process: ChildProcess;
  /** Resolves to milliseconds from the start, or null when it ended or took too long. */
  ready: Promise<number | null>;
  /** Everything it wrote so far. */
  words(): string;
  /** Sends the signal and gives the exit status; null when it had to be killed. */
  stop(signal: "SIGINT" | "SIGTERM"): Promise<number | null>;
}

export async function newLot(): Promise<Lot> {
  const folder = mkdtempSync(join(tmpdir(), "steward-journeys-"));
  // Under root the database runs as another user, who has to pass through; otherwise it would be kept elsewhere.
  chmodSync(folder, 0o711);
  const [port, decisionsPort, identityPort] = [await freePort(), await freePort(), await freePort()];
  const dataDir = join(folder, "data");
  return {
    dataDir,
    url: `http://localhost:${port}`,
    decisionsUrl: `http://127.0.0.1:${decisionsPort}`,
    environment: {
      DATABASE_URL: "",
      DATABASE_APP_URL: "",
      STEWARD_DATA_DIR: dataDir,
      STEWARD_DEMO: "0",
      STEWARD_ALLOW_PRIVATE: "loopback",
      STEWARD_COMMAND_PATH: `${join(ROOT, "node_modules/.bin")}:${process.env.PATH}`,
      PORT: String(port),
      DECISIONS_PORT: String(decisionsPort),
      IDENTITY_PORT: String(identityPort),
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Starts the whole house as a user would, with what it says in this terminal. */
export function startHouse({ environment }: Lot): House {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(ROOT, "bin/up/launch.ts")], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const gone = new Promise<number | null>((resolve) => child.on("close", resolve));
  let words = "";
  const ready = new Promise<number | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), START_TIMEOUT_MS);
    const hear = (chunk: Buffer) => {
      process.stdout.write(chunk);
      words += chunk.toString();
      if (words.includes("Ready in")) resolve(performance.now() - startedAt);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void gone.then(() => resolve(null));
    void gone.then(() => clearTimeout(timer));
  });
  return {
    process: child,
    ready,
    words: () => words,
    async stop(signal) {
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
      child.kill(signal);
      const status = await gone;
      clearTimeout(timer);
      return status;
    },
  };
}
