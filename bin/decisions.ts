import "#bin/hide-environment.ts";
import { createDecisionsServer } from "#bin/decisions/create-server.ts";
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
  const { DECISIONS_HOST, DECISIONS_PORT, STEWARD_URL } = env();
  const server = createDecisionsServer({ publicUrl: STEWARD_URL, isReady, timeoutMs: ANSWER_TIMEOUT_MS });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(DECISIONS_PORT, DECISIONS_HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : DECISIONS_PORT;
  log.info({ host: DECISIONS_HOST, port }, "decisions are served");
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    server.close(() => void disconnect().finally(() => process.exit(0)));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
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
