import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { BoundedLog } from "./bounded-log.ts";
import { Problem } from "./problem.ts";
import { spawnTethered, type Tethered } from "./spawn-tethered.ts";
import { warningIn } from "./warning-in.ts";

const RESTART_LIMIT = 5;
const RESTART_WINDOW_MS = 60_000;
const HEALTH_LIMIT_MS = 90_000;

export type ProcessSpec = {
  name: string;
  args: string[];
  environment: NodeJS.ProcessEnv;
  /** Answers 2xx when the process is ready; absent for one that serves no HTTP. */
  healthUrl?: string;
};

export type SuperviseOptions = {
  dataDir: string;
  warn: (from: string, text: string) => void;
  /** Called once, when a process crashed too often to go on. */
  onGivingUp: (problem: Problem) => void;
};

export type Supervised = { ready: Promise<void>; stop(isForced: boolean): Promise<void> };

/** Keeps a process running: restarts it after a crash with growing pauses, five times a minute at most. */
export function supervise(spec: ProcessSpec, options: SuperviseOptions): Supervised {
  const log = new BoundedLog(join(options.dataDir, "logs", `${spec.name}.log`));
  const crashes: number[] = [];
  let isStopping = false;
  let isUp = false;
  let current = start();
  const ready = untilHealthy(spec, current, log).then(() => {
    isUp = true;
  });

  function start(): Tethered {
    const child = spawnTethered({
      ...spec,
      log,
      onLine(line, isError) {
        const text = warningIn(line, isError);
        if (text !== undefined) options.warn(spec.name, text);
      },
    });
    void child.ended.then((how) => restart(child, how));
    return child;
  }

  async function restart(ended: Tethered, how: string): Promise<void> {
    if (isStopping || (!isUp && spec.healthUrl !== undefined)) return;
    const now = Date.now();
    crashes.push(now);
    const recent = crashes.filter((at) => now - at < RESTART_WINDOW_MS).length;
    if (recent > RESTART_LIMIT) {
      options.onGivingUp(
        new Problem(
          `${spec.name} stopped ${recent} times within a minute (${how}), so everything is stopped. ` +
            `Its log is ${log.path}; it ended with:\n${ended.lastLines()}`,
        ),
      );
      return;
    }
    const pauseMs = 250 * 2 ** recent;
    options.warn(spec.name, `stopped unexpectedly (${how}); starting again in ${pauseMs / 1000} s`);
    await delay(pauseMs);
    if (!isStopping) current = start();
  }

  return {
    ready,
    async stop(isForced) {
      isStopping = true;
      await current.stop(isForced);
    },
  };
}

async function untilHealthy(spec: ProcessSpec, child: Tethered, log: BoundedLog): Promise<void> {
  const failed = child.ended.then((how): never => {
    throw new Problem(
      `${spec.name} did not start (${how}). Its log is ${log.path}; it ended with:\n${child.lastLines()}`,
    );
  });
  // A process without a health address counts as up once it has lived for a moment.
  await Promise.race([spec.healthUrl ? answers(spec.name, spec.healthUrl) : delay(1_000), failed]);
  failed.catch(() => {});
}

async function answers(name: string, url: string): Promise<void> {
  const deadline = Date.now() + HEALTH_LIMIT_MS;
  let last = "no answer";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
      await response.body?.cancel();
      if (response.ok) return;
      last = `status ${response.status}`;
    } catch (error) {
      last = String(error);
    }
    await delay(100);
  }
  throw new Problem(`${name} did not become healthy within ${HEALTH_LIMIT_MS / 1000} s (${url}: ${last}).`);
}
