import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "#bin/up/settings.ts";
import type { Failure } from "./failures.ts";
import { type House, type Lot, startHouse } from "./house.ts";
import { processTree, stillRunning } from "./process-tree.ts";
import type { Tally } from "./tally.ts";

/** Milliseconds a start may take when everything is built. */
const RESTART_LIMIT_MS = 30_000;

/**
 * What the launcher promises of a house that is running: it is alone on its data, stops whole, and is there again in
 * seconds with everything that was recorded. Stops the house. Each promise counts as one test.
 */
export async function launcherPromises(lot: Lot, house: House): Promise<Tally> {
  console.log("\n== launcher");
  const startedAt = performance.now();
  let passed = 0;
  const failures: Failure[] = [];
  const promise = (words: string, isKept: boolean, what: string) => {
    if (isKept) passed += 1;
    else failures.push({ file: "", name: words, message: what });
    console.log(`  ${isKept ? "✓" : "✗"} ${words}${what === "" ? "" : ` (${what})`}`);
  };

  await refusesSecond(lot, promise);
  await hidesSettings(house, promise);
  const head = (await verifyTrail(lot))?.head;
  await stopsWhole(house, promise);

  const again = startHouse(lot);
  try {
    const ms = await again.ready;
    const seconds = ms === null ? "it was not" : `${(ms / 1000).toFixed(1)} s`;
    promise("is ready again in less than 30 seconds", ms !== null && ms < RESTART_LIMIT_MS, seconds);
    const kept = head === undefined ? undefined : await verifyTrail(lot, head);
    promise("keeps what was recorded", kept?.isWhole === true, `${kept?.events ?? "no"} events of the trail`);
    await stopsWhole(again, promise);
  } finally {
    await again.stop("SIGTERM");
  }
  return { name: "launcher", passed, failures, seconds: (performance.now() - startedAt) / 1000 };
}

type Promised = (words: string, isKept: boolean, what: string) => void;

async function refusesSecond(lot: Lot, promise: Promised): Promise<void> {
  const second = startHouse(lot);
  const wasReady = await second.ready;
  const status = await second.stop("SIGTERM");
  const hasSaidWhy = second.words().includes("is already using");
  promise(
    "refuses a second one on the same data, in words",
    wasReady === null && status === 1 && hasSaidWhy,
    "",
  );
}

/** Commands that introspection runs have the same account, and could read them. */
async function hidesSettings(house: House, promise: Promised): Promise<void> {
  const tree = house.process.pid === undefined ? [] : await processTree(house.process.pid);
  const shown = await Promise.all(
    tree.map(({ pid }) => readFile(`/proc/${pid}/environ`, "latin1").catch(() => "")),
  );
  const telling = tree.filter((_, index) => /(?:_SECRET|DATABASE_APP_URL)=[^\0]/.test(shown[index] ?? ""));
  const names = telling.map((one) => one.command.slice(0, 80)).join(", ");
  promise("shows no secret in the environment of a process", tree.length > 1 && telling.length === 0, names);
}

async function stopsWhole(house: House, promise: Promised): Promise<void> {
  const pid = house.process.pid;
  const tree = pid === undefined ? [] : await processTree(pid);
  const status = await house.stop("SIGINT");
  promise("stops with status 0 when interrupted", status === 0, `status ${status}`);
  const left = await stillRunning(tree);
  const names = left.map((one) => `${one.pid} ${one.command.slice(0, 80)}`).join(", ");
  promise("leaves no process behind", tree.length > 1 && left.length === 0, names || `${tree.length} ended`);
}

interface TrailAnswer {
  isWhole: boolean;
  events?: number;
  head: string;
}

/** `steward audit verify`, as an operator asks it; with a head noted before, that the trail still contains it. */
function verifyTrail({ environment }: Lot, head?: string): Promise<TrailAnswer | undefined> {
  const noted = head === undefined ? [] : ["--head", head];
  const args = [join(ROOT, "bin/steward.mjs"), "audit", "verify", "--json", ...noted];
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    execFile(process.execPath, args, { cwd: ROOT, env }, (error, stdout, stderr) => {
      if (error !== null) console.error(stderr || stdout || error.message);
      resolve(stdout.startsWith("{") ? (JSON.parse(stdout) as TrailAnswer) : undefined);
    });
  });
}
