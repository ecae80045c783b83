import "#bin/hide-environment.ts";
import { makeFirstRun } from "#bin/first-run/make-first-run.ts";
import { checkStart } from "#lib/doors/start.ts";
import { disconnect } from "#lib/kernel/db.ts";

/** Run at every start, before the other processes. */
try {
  await checkStart();
  await makeFirstRun((words) => console.log(words));
} catch (error) {
  console.error(
    `First-run data could not be made: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
} finally {
  await disconnect();
}
