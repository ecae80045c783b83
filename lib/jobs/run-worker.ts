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
import { OUTGOING_SWEEP_TASK, OUTGOING_TASKS, runTask, SWEEP_TASK, TASKS } from "./tasks.ts";

const HEARTBEAT_MS = 10_000;
const CONCURRENCY = 4;
/** Jobs beside those that wait for mail servers and webhooks' receivers. */
const OUTGOING_CONCURRENCY = 4;

/** Starts taking jobs; resolves when it has begun. `stop` lets running jobs finish. */
export async function startWorker(): Promise<{ stop: () => Promise<void>; finished: Promise<void> }> {
  const inside = await run({
    ...settings(TASKS),
    concurrency: CONCURRENCY,
    pollInterval: 2_000,
    parsedCronItems: sweepTimes(),
  });
  const outgoing = await run({
    ...settings(OUTGOING_TASKS),
    concurrency: OUTGOING_CONCURRENCY,
    pollInterval: 2_000,
    parsedCronItems: [],
  });
  const heart = startHeart();
  const stop = async () => {
    clearInterval(heart);
    await Promise.all([stopQuietly(inside), stopQuietly(outgoing)]);
  };
  // One that ends by itself takes the other with it; the process starts both anew.
  const finished = Promise.race([inside.promise, outgoing.promise]).finally(() => void stop());
  return { finished, stop };
}

/** Runs every job that is due and comes back; for the command line and for tests. */
export async function runDueJobs(): Promise<void> {
  await runOnce(settings({ ...TASKS, ...OUTGOING_TASKS }));
}

function settings(tasks: Record<string, unknown>) {
  return {
    connectionString: env().DATABASE_APP_URL,
    noHandleSignals: true,
    taskList: taskList(Object.keys(tasks)),
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error({ from: "queue" }, message);
      else log.debug({ from: "queue" }, message);
    }),
  };
}

function taskList(names: readonly string[]): TaskList {
  return Object.fromEntries(
    names.map((name) => [name, (payload, helpers) => runTask(name, String(helpers.job.id), payload)]),
  );
}

function sweepTimes(): ParsedCronItem[] {
  return parseCronItems(
    SWEEPS.map((sweep) => ({
      task: sweep.isOutgoing === true ? OUTGOING_SWEEP_TASK : SWEEP_TASK,
      match:
        sweep.everyMinutes >= 60
          ? `7 */${Math.floor(sweep.everyMinutes / 60)} * * *`
          : `*/${sweep.everyMinutes} * * * *`,
      identifier: `sweep-${sweep.name}`,
      payload: { name: sweep.name },
      // One that has not begun is one with the next; those that wait do not add up.
      options: { maxAttempts: 3, backfillPeriod: 0, jobKey: `sweep-${sweep.name}` },
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
