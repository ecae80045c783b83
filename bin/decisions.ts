import "#bin/hide-environment.ts";
import { createDecisionsServer } from "#bin/decisions/create-server.ts";
import { Decider } from "#lib/decisions/decider.ts";
import { Snapshots } from "#lib/decisions/snapshots.ts";
import { UsageCounter } from "#lib/decisions/usage.ts";
import { FLUSH_EVERY_MS, flushUsage } from "#lib/decisions/usage-flush.ts";
import { checkStart } from "#lib/doors/start.ts";
import { assertConfinedRole, disconnect } from "#lib/kernel/db.ts";
import { env } from "#lib/kernel/env.ts";
import { log } from "#lib/kernel/log.ts";

/** Milliseconds. A gateway waits for this answer; a no in time is better than a yes too late. */
const ANSWER_TIMEOUT_MS = 2_000;
/** Milliseconds that running requests get to finish after SIGTERM. */
const DRAIN_MS = 5_000;

await start().catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});

async function start(): Promise<void> {
  await checkStart();
  const { DECISIONS_HOST, DECISIONS_PORT, DECISIONS_STALE_MS, DECISIONS_ROWS_MAX, STEWARD_URL } = env();
  const snapshots = new Snapshots({ staleMs: DECISIONS_STALE_MS, rowsMax: DECISIONS_ROWS_MAX });
  const usage = new UsageCounter();
  const server = createDecisionsServer({
    snapshots,
    decider: new Decider(snapshots, usage),
    publicUrl: STEWARD_URL,
    isReady,
    timeoutMs: ANSWER_TIMEOUT_MS,
    gauges: () => gaugesOf(snapshots, usage),
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(DECISIONS_PORT, DECISIONS_HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : DECISIONS_PORT;
  log.info({ host: DECISIONS_HOST, port }, "decisions are served");
  snapshots.start();
  let flushing = Promise.resolve();
  const flush = () => {
    flushing = flushing.then(() => flushUsage(usage));
    return flushing;
  };
  const flushes = setInterval(flush, FLUSH_EVERY_MS);
  const finish = async () => {
    clearInterval(flushes);
    await Promise.all([flush(), snapshots.stop()]);
    await disconnect();
  };
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    server.close(() => void finish().finally(() => process.exit(0)));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

function gaugesOf(snapshots: Snapshots, usage: UsageCounter) {
  const { organizations, rows } = snapshots.held;
  const gauge = (name: string, help: string, value: number) => ({
    name: `steward_decisions_${name}`,
    help,
    value,
  });
  return [
    gauge(
      "following",
      "Whether the database was heard of lately enough: 1, or 0.",
      snapshots.isFollowing ? 1 : 0,
    ),
    gauge(
      "behind",
      "Organizations held of which every answer is no, since they are not up to date.",
      snapshots.behind,
    ),
    gauge("organizations", "Organizations held in memory.", organizations),
    gauge("rows", "Servers, tools, consumers and grants held in memory.", rows),
    gauge("memory_bytes", "Resident memory of this process.", process.memoryUsage.rss()),
    gauge("usage_dropped", "Answers that usage was not counted for, since the start.", usage.dropped),
  ];
}

/** The database answers, and still keeps this process in its place. */
async function isReady(): Promise<boolean> {
  await assertConfinedRole();
  return true;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return `Decisions could not start: ${String(error)}`;
  if ("code" in error && error.code === "EADDRINUSE") {
    return "Decisions could not start: the port is taken. Choose another with DECISIONS_PORT.";
  }
  return `Decisions could not start: ${error.message}`;
}
