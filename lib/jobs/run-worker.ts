import {
  Logger,
  type ParsedCronItem,
  parseCronItems,
  type Runner,
  run,
  runOnce,
  type TaskList,
} from "graphile-worker";
import { now } from "../kernel/clock.ts";
import { env } from "../kernel/env.ts";
import { newId } from "../kernel/id.ts";
import { log } from "../kernel/log.ts";
import { beat } from "./store.ts";
import { SWEEPS } from "./sweeps.ts";
import { runTask, SWEEP_TASK, TASKS } from "./tasks.ts";

const HEARTBEAT_MS = 10_000;
const CONCURRENCY = 4;

/** Starts taking jobs; resolves when it has begun. `stop` lets running jobs finish. */
export async function startWorker(): Promise<{ stop: () => Promise<void>; finished: Promise<void> }> {
  const runner = await run({
    ...settings(),
    concurrency: CONCURRENCY,
    pollInterval: 2_000,
    parsedCronItems: sweepTimes(),
  });
  const heart = startHeart();
  return {
    finished: runner.promise,
    stop: async () => {
      clearInterval(heart);
      await stopQuietly(runner);
    },
  };
}

/** Runs every job that is due and comes back; for the command line and for tests. */
export async function runDueJobs(): Promise<void> {
  await runOnce(settings());
}

function settings() {
  return {
    connectionString: env().DATABASE_APP_URL,
    noHandleSignals: true,
    taskList: taskList(),
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error({ from: "queue" }, message);
      else log.debug({ from: "queue" }, message);
    }),
  };
}

function taskList(): TaskList {
  return Object.fromEntries(
    Object.keys(TASKS).map((name) => [
      name,
      (payload, helpers) => runTask(name, String(helpers.job.id), payload),
    ]),
  );
}

function sweepTimes(): ParsedCronItem[] {
  return parseCronItems(
    SWEEPS.map((sweep) => ({
      task: SWEEP_TASK,
      match:
        sweep.everyMinutes >= 60
          ? `7 */${Math.floor(sweep.everyMinutes / 60)} * * *`
          : `*/${sweep.everyMinutes} * * * *`,
      identifier: `sweep-${sweep.name}`,
      payload: { name: sweep.name },
      options: { maxAttempts: 3, backfillPeriod: 0 },
    })),
  );
}

function startHeart(): NodeJS.Timeout {
  const id = newId();
  const startedAt = now();
  const once = () =>
    beat(id, startedAt, now()).catch((error: unknown) =>
      log.warn({ err: error }, "the heartbeat was missed"),
    );
  void once();
  return setInterval(once, HEARTBEAT_MS);
}

async function stopQuietly(runner: Runner): Promise<void> {
  try {
    await runner.stop();
  } catch (error) {
    log.debug({ err: error }, "the queue was already stopped");
  }
}
