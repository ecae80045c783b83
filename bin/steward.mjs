// Runs on the Node that is there (20 or later): finds the pinned Node 24 and hands over to bin/steward/main.ts.
import { spawn, spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NEEDED_NODE = 24;

const node = [join(ROOT, "node_modules", ".bin", "node"), process.execPath].find((candidate) => {
  const { stdout } = spawnSync(candidate, ["--version"], { encoding: "utf8" });
  return Number(/^v(\d+)/.exec(stdout ?? "")?.[1]) >= NEEDED_NODE;
});
if (node === undefined) {
  console.error(
    "Steward is not installed here yet. Run `npm ci`, or `npm run up`, which installs and starts it.",
  );
  process.exit(1);
}

const child = spawn(node, [join(ROOT, "bin", "steward", "main.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
  // What is logged must not mix with what is answered on standard output.
  env: {
    ...process.env,
    LOG_LEVEL: process.env.STEWARD_LOG_LEVEL ?? "silent",
    STEWARD_PROCESS: "command-line",
  },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`Steward could not be started: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code) => process.exit(code ?? 1));
