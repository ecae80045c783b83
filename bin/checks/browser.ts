import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#bin/postgres/free-port.ts";
import { ROOT } from "#bin/up/settings.ts";
import { findChromium } from "./find-chromium.ts";
import { playwright } from "./parts.ts";
import type { Tally } from "./tally.ts";

/** Milliseconds. A start from nothing builds the web application first. */
const START_TIMEOUT_MS = 8 * 60_000;
const STOP_TIMEOUT_MS = 30_000;

/** Starts the whole house as a user would, on ports and data of its own, and walks the journeys through it. */
export async function browserJourneys(): Promise<Tally> {
  const failure: Tally = { name: "browser", passed: 0, failed: 1, seconds: 0 };
  const chromiumPath = await findChromium();
  if (chromiumPath === null) return failure;
  const folder = mkdtempSync(join(tmpdir(), "steward-journeys-"));
  const [port, decisionsPort, identityPort] = [await freePort(), await freePort(), await freePort()];
  const house = spawn(process.execPath, [join(ROOT, "bin/up/launch.ts")], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      DATABASE_URL: "",
      DATABASE_APP_URL: "",
      STEWARD_DATA_DIR: join(folder, "data"),
      STEWARD_DEMO: "0",
      STEWARD_ALLOW_PRIVATE: "loopback",
      STEWARD_COMMAND_PATH: `${join(ROOT, "node_modules/.bin")}:${process.env.PATH}`,
      PORT: String(port),
      DECISIONS_PORT: String(decisionsPort),
      IDENTITY_PORT: String(identityPort),
    },
  });
  try {
    if (!(await isReady(house))) return failure;
    return await playwright({
      CHROMIUM_PATH: chromiumPath,
      STEWARD_TEST_URL: `http://localhost:${port}`,
      STEWARD_TEST_DECISIONS_URL: `http://127.0.0.1:${decisionsPort}`,
      STEWARD_TEST_DATA_DIR: join(folder, "data"),
    });
  } finally {
    await stop(house);
    rmSync(folder, { recursive: true, force: true });
  }
}

function isReady(house: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), START_TIMEOUT_MS);
    const settle = (answer: boolean) => {
      clearTimeout(timer);
      resolve(answer);
    };
    house.stdout?.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      if (chunk.toString().includes("Ready in")) settle(true);
    });
    house.on("exit", () => settle(false));
  });
}

async function stop(house: ChildProcess): Promise<void> {
  if (house.exitCode !== null) return;
  const gone = new Promise((resolve) => house.on("exit", resolve));
  house.kill("SIGTERM");
  const timer = setTimeout(() => house.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(timer);
}
