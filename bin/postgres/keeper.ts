// Runs PostgreSQL in a process group of its own and ends it when the launcher does, however the launcher
// ended: the pipe on standard input closes even on SIGKILL. Usage: keeper.ts UID GID COMMAND ARGUMENTS...
// A Ctrl-C at the terminal does not reach this group, so the database is stopped last, by the launcher.
import { spawn } from "node:child_process";

const FAST_MS = 20_000;
const IMMEDIATE_MS = 5_000;

const [uid, gid, command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error("Usage: keeper.ts UID GID COMMAND ARGUMENTS...");
const account = uid === "-" ? {} : { uid: Number(uid), gid: Number(gid) };
const server = spawn(command, args, { ...account, cwd: "/", stdio: ["ignore", "inherit", "inherit"] });

server.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
server.on("exit", (code) => process.exit(code ?? 1));

process.stdin.on("end", stopFast).on("error", stopFast).resume();
process.on("SIGTERM", stopNow).on("SIGINT", stopFast).on("SIGHUP", stopFast);

// SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one (recovers from the log at the next start).
function stopFast() {
  server.kill("SIGINT");
  setTimeout(stopNow, FAST_MS);
}

function stopNow() {
  server.kill("SIGQUIT");
  setTimeout(() => server.kill("SIGKILL"), IMMEDIATE_MS);
}
