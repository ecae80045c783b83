import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

/**
 * A text that stays the same while a process lives and differs when its id is reused: its start time.
 * `undefined` when no such process runs.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return firstLine("ps", ["-o", "lstart=", "-p", String(pid)]);
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat === undefined) return undefined;
  // The command may contain spaces and brackets: fields are counted after its last one (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z") return undefined;
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  return `${boot.trim()}:${fields[19]}`;
}

/** The command line of a process, its parts joined by spaces; `undefined` when it does not run. */
export async function processCommand(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return firstLine("ps", ["-ww", "-o", "command=", "-p", String(pid)]);
  const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  return line === undefined || line === "" ? undefined : line.split("\0").join(" ").trim();
}

function firstLine(command: string, args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, args, (error, stdout) => resolve(error ? undefined : stdout.trim() || undefined));
  });
}
