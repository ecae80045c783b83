import "#bin/hide-environment.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { announce } from "./announce.ts";
import { buildWeb, generateClient } from "./build.ts";
import { checkPorts } from "./check-ports.ts";
import { applicationEnvironment, withoutOwner } from "./child-environment.ts";
import { type Claim, claimDirectory } from "./claim.ts";
import { onStopSignals } from "./on-stop-signals.ts";
import { openDatabase, openServer } from "./open-database.ts";
import { prepareDataDirectory } from "./prepare-data-directory.ts";
import { explain, Problem } from "./problem.ts";
import { startProcesses } from "./processes.ts";
import { runTask } from "./run-task.ts";
import { writeRuntimeFile } from "./runtime-file.ts";
import { screen } from "./screen.ts";
import { readSecretsFile } from "./secrets-file.ts";
import { ROOT, readSettings } from "./settings.ts";

type Stop = (isForced: boolean) => Promise<unknown>;

/** Undone in reverse order, so that the database goes last. */
const stops: Stop[] = [];
const stopping = new AbortController();
let isForced = false;

onStopSignals(
  () => stopping.abort(new Stopped("asked")),
  () => {
    isForced = true;
    void Promise.allSettled(stops.map((stop) => stop(true)));
  },
);

class Stopped extends Error {}

try {
  await launch();
  await untilStopped();
} catch (error) {
  if (!(error instanceof Stopped)) {
    console.error(`\n${explain(error)}\n`);
    process.exitCode = 1;
  }
} finally {
  await stopAll();
}
process.exit();

async function launch(): Promise<void> {
  const startedAt = performance.now();
  const settings = readSettings(process.env, process.argv.slice(2));
  const { dataDir } = settings;
  screen.say(screen.paint("bold", "Steward"));
  const secrets = await step("Data directory", async () => {
    await prepareDataDirectory(dataDir);
    const claim: Claim = await claimDirectory(dataDir);
    stops.push(() => claim.release());
    await checkPorts(settings);
    return readSecretsFile(dataDir);
  });

  const building = { environment: withoutOwner(process.env), dataDir, signal: stopping.signal };
  const done = (isDone: boolean) => (isDone ? "" : "up to date");
  await step("Database client", () => generateClient(building), done);
  if (!settings.isDev) await step("Web application", () => buildWeb(building), done);

  const server = await step(
    "PostgreSQL",
    () => open(),
    (it) => it.where,
  );
  const { appUrl } = await step(
    "Migrations",
    () => openDatabase(server.ownerUrl, settings, secrets, screen.note),
    ({ applied }) => (applied.length === 0 ? "up to date" : `${applied.length} applied`),
  );
  const environment = applicationEnvironment(process.env, settings, secrets, appUrl);
  stops.push(await writeRuntimeFile(dataDir, environment));
  const firstRun = join(ROOT, "bin/first-run.ts");
  if (existsSync(firstRun)) {
    const task = { name: "first-run", args: [firstRun], environment, dataDir, signal: stopping.signal };
    await step("First-run data", () => runTask({ ...task, onProgress: screen.note }));
  }
  const processes = startProcesses(settings, secrets, environment, (problem) => stopping.abort(problem));
  stops.push(processes.stop);
  for (const { name, ready } of processes.started) await step(name, () => ready);
  await announce(settings, performance.now() - startedAt);

  async function open() {
    const opened = await openServer(settings, screen.note);
    stops.push(opened.stop);
    void opened.ended.then((words) => {
      const problem = new Problem(
        `PostgreSQL stopped unexpectedly; nothing committed is lost. It said:\n${words}`,
      );
      if (!stopping.signal.aborted) stopping.abort(problem);
    });
    return opened;
  }
}

/** A step that gives way at once when a stop was asked for; what it had begun is undone by its own stop. */
function step<T>(label: string, work: () => Promise<T>, outcome?: (result: T) => string): Promise<T> {
  return screen.step(
    label,
    async () => {
      stopping.signal.throwIfAborted();
      const result = await work();
      stopping.signal.throwIfAborted();
      return result;
    },
    outcome,
  );
}

function untilStopped(): Promise<never> {
  return new Promise((_, reject) => {
    const { signal } = stopping;
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function stopAll(): Promise<void> {
  if (!stopping.signal.aborted) stopping.abort(new Stopped("after a failure"));
  const hasStarted = stops.length > 1;
  if (hasStarted) screen.say("\n  Stopping");
  for (const stop of stops.reverse()) {
    await stop(isForced).catch((error) => {
      console.error(explain(error));
      process.exitCode = 1;
    });
  }
  if (hasStarted) screen.say("Everything has stopped; the data is kept.");
}
