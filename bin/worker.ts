import "#bin/hide-environment.ts";
import { checkStart } from "#lib/doors/start.ts";
import { startWorker } from "#lib/jobs/run-worker.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { log } from "#lib/kernel/log.ts";

/** Milliseconds between attempts while the database is away. */
const RETRY_MS = 2_000;

/**
 * The background worker: jobs and sweeps, in a process of its own. While the database is away it waits and says so;
 * it can be restarted at any time without losing a job.
 */
let isStopping = false;
let stopCurrent: () => Promise<void> = async () => undefined;

async function main(): Promise<void> {
  await checkStart();
  while (!isStopping) {
    try {
      const worker = await startWorker();
      stopCurrent = worker.stop;
      log.info("the worker takes jobs");
      await worker.finished;
    } catch (error) {
      log.warn({ err: error }, "the worker lost the database; trying again");
    }
    if (!isStopping) await new Promise((done) => setTimeout(done, RETRY_MS));
  }
}

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await stopCurrent();
  await disconnect();
  process.exit(0);
}

process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
await main();
