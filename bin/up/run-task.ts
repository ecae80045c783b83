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
};

/** Runs a program to its end. @throws Problem with its last lines and the path of its log when it fails. */
export async function runTask({ name, args, environment, dataDir, signal }: TaskOptions): Promise<void> {
  signal.throwIfAborted();
  const log = new BoundedLog(join(dataDir, "logs", `${name}.log`));
  const task = spawnTethered({ args, environment, log });
  const onAbort = () => void task.stop(false);
  signal.addEventListener("abort", onAbort, { once: true });
  const how = await task.ended;
  signal.removeEventListener("abort", onAbort);
  signal.throwIfAborted();
  if (how === "status 0") return;
  throw new Problem(`${name} failed (${how}). Its log is ${log.path}; it ended with:\n${task.lastLines()}`);
}
