import { join } from "node:path";
import { BoundedLog } from "./bounded-log.ts";
import { Problem } from "./problem.ts";
import { spawnTethered } from "./spawn-tethered.ts";

export type TaskOptions = {
  name: string;
  args: string[];
  environment: NodeJS.ProcessEnv;
  dataDir: string;
  signal: AbortSignal;
  /** Told every line of what the program says on standard output. */
  onProgress?: (line: string) => void;
};

/** Runs a program to its end. @throws Problem with its last lines and the path of its log when it fails. */
export async function runTask(options: TaskOptions): Promise<void> {
  const { name, args, environment, dataDir, signal, onProgress } = options;
  signal.throwIfAborted();
  const log = new BoundedLog(join(dataDir, "logs", `${name}.log`));
  const onLine = (line: string, isError: boolean) => {
    // Structured log lines are for the log file.
    if (!isError && !line.startsWith("{")) onProgress?.(line);
  };
  const task = spawnTethered({ args, environment, log, onLine });
  const onAbort = () => void task.stop(false);
  signal.addEventListener("abort", onAbort, { once: true });
  const how = await task.ended;
  signal.removeEventListener("abort", onAbort);
  signal.throwIfAborted();
  if (how === "status 0") return;
  throw new Problem(`${name} failed (${how}). Its log is ${log.path}; it ended with:\n${task.lastLines()}`);
}
