// Runs on the Node that is there (20 or later) with nothing installed: what every npm script needs before it can
// hand over to TypeScript on Node 24.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const STAMP = join(MODULES, ".steward-lock");
const NEEDED_NODE = 24;

/** Installs the locked dependencies when they are missing or changed; ends the process with words when it cannot. */
export async function installIfStale() {
  const lock = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  if (isInstalled(lock)) return;
  const startedAt = Date.now();
  console.error("  Installing the locked dependencies (the first time takes a minute)");
  const status = await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (status !== 0)
    fail("npm ci failed; what it said is above. Check the network and the disk, then start again.");
  writeFileSync(STAMP, lock);
  console.error(`  Installed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Either we installed this very lock file, or somebody else ran npm since it last changed. */
function isInstalled(lock) {
  if (existsSync(STAMP)) return readFileSync(STAMP, "utf8") === lock;
  const byNpm = statSync(join(MODULES, ".package-lock.json"), { throwIfNoEntry: false });
  if (!byNpm || byNpm.mtimeMs < statSync(join(ROOT, "package-lock.json")).mtimeMs) return false;
  writeFileSync(STAMP, lock);
  return true;
}

/** Runs one of our TypeScript programs on Node 24 and takes over its exit status. */
export async function handOver(program, args) {
  const path = `${join(MODULES, ".bin")}:${process.env.PATH}`;
  process.exitCode = await run(findNode(), [join(ROOT, program), ...args], { ...process.env, PATH: path });
}

/** The pinned Node that npm installed, or the present one when it is new enough. */
function findNode() {
  const pinned = join(MODULES, ".bin", "node");
  for (const candidate of [pinned, process.execPath]) {
    const { stdout } = spawnSync(candidate, ["--version"], { encoding: "utf8" });
    if (Number(/^v(\d+)/.exec(stdout ?? "")?.[1]) >= NEEDED_NODE) return candidate;
  }
  return fail(
    `Steward needs Node ${NEEDED_NODE} or later, and this is ${process.version}. ` +
      `On this platform (${process.platform} ${process.arch}) npm cannot bring it along: install it from nodejs.org.`,
  );
}

/** Runs a command in this terminal and passes signals on; if this process is killed, the channel tells the child. */
function run(command, args, env = process.env) {
  const stdio = command === "npm" ? "inherit" : ["inherit", "inherit", "inherit", "ipc"];
  const child = spawn(command, args, { cwd: ROOT, stdio, env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", (error) => fail(`${command} could not be started: ${error.message}`));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Says what is wrong and ends the process. */
export function fail(words) {
  console.error(words);
  process.exit(1);
}
