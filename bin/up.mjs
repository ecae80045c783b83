// Runs on the Node that is there (20 or later) with nothing installed: installs the locked dependencies when
// they are missing or changed, then hands over to bin/up/launch.ts on Node 24.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, "node_modules", ".steward-lock");
const NEEDED_NODE = 24;

if (process.platform === "win32")
  fail("Steward's launcher needs Linux or macOS. On Windows, run it inside WSL.");
await installIfStale();
await launch(findNode());

async function installIfStale() {
  const lock = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  if (isInstalled(lock)) return;
  const startedAt = Date.now();
  console.log("  Installing the locked dependencies (the first time takes a minute)");
  const status = await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (status !== 0)
    fail("npm ci failed; what it said is above. Check the network and the disk, then start again.");
  writeFileSync(STAMP, lock);
  console.log(`  Installed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Either we installed this very lock file, or somebody else ran npm since it last changed. */
function isInstalled(lock) {
  if (existsSync(STAMP)) return readFileSync(STAMP, "utf8") === lock;
  const byNpm = statSync(join(ROOT, "node_modules", ".package-lock.json"), { throwIfNoEntry: false });
  if (!byNpm || byNpm.mtimeMs < statSync(join(ROOT, "package-lock.json")).mtimeMs) return false;
  writeFileSync(STAMP, lock);
  return true;
}

/** The pinned Node that npm installed, or the present one when it is new enough. */
function findNode() {
  const pinned = join(ROOT, "node_modules", ".bin", "node");
  for (const candidate of [pinned, process.execPath]) {
    const { stdout } = spawnSync(candidate, ["--version"], { encoding: "utf8" });
    if (Number(/^v(\d+)/.exec(stdout ?? "")?.[1]) >= NEEDED_NODE) return candidate;
  }
  return fail(
    `Steward needs Node ${NEEDED_NODE} or later, and this is ${process.version}. ` +
      `On this platform (${process.platform} ${process.arch}) npm cannot bring it along: install it from nodejs.org.`,
  );
}

async function launch(node) {
  const args = [join(ROOT, "bin", "up", "launch.ts"), ...process.argv.slice(2)];
  process.exitCode = await run(node, args);
}

/** Runs a command in this terminal and passes signals on; if this process is killed, the channel tells the child. */
function run(command, args) {
  const stdio = command === "npm" ? "inherit" : ["inherit", "inherit", "inherit", "ipc"];
  const child = spawn(command, args, { cwd: ROOT, stdio });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", (error) => fail(`${command} could not be started: ${error.message}`));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

function fail(words) {
  console.error(words);
  process.exit(1);
}
