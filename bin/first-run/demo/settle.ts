import { runDueJobs } from "#lib/jobs/run-worker.ts";
import { SWEEPS } from "#lib/jobs/sweeps.ts";
import type { World } from "./world.ts";

/** Lets everything happen that the worker would have done by now: reactions to events, then what time has brought. */
export async function settle({ organizationId }: World): Promise<void> {
  await runDueJobs();
  for (const sweep of SWEEPS) await sweep.run(organizationId);
  await runDueJobs();
}
