import { sweeps as approvals } from "../approvals/jobs.ts";
import { sweeps as bulk } from "../bulk/jobs.ts";
import { sweeps as decisions } from "../decisions/jobs.ts";
import { sweeps as discovery } from "../discovery/jobs.ts";
import { sweeps as grants } from "../grants/jobs.ts";
import { sweeps as identity } from "../identity/jobs.ts";
import { listOrganizations } from "../identity/list-organizations.ts";
import { sweeps as inventory } from "../inventory/jobs.ts";
import { log } from "../kernel/log.ts";
import type { Sweep } from "../kernel/reaction.ts";
import { sweeps as notifications } from "../notifications/jobs.ts";
import { sweeps as policy } from "../policy/jobs.ts";
import { sweeps as reviews } from "../reviews/jobs.ts";
import { sweeps as closing } from "./close-reviews.ts";

/** Everything that is looked for as time passes. */
export const SWEEPS: readonly Sweep[] = [
  ...identity,
  ...inventory,
  ...grants,
  ...approvals,
  ...discovery,
  ...policy,
  ...bulk,
  ...reviews,
  ...closing,
  ...notifications,
  ...decisions,
];

/** Runs one sweep for every organization. One organization's failure does not keep the others waiting. */
export async function runSweep(name: string): Promise<void> {
  const sweep = SWEEPS.find((one) => one.name === name);
  if (sweep === undefined) throw new Error(`there is no sweep "${name}"`);
  let failure: unknown;
  for (const organizationId of await listOrganizations()) {
    try {
      await sweep.run(organizationId);
    } catch (error) {
      failure = error;
      log.error({ sweep: name, organizationId, err: error }, "a sweep failed for one organization");
    }
  }
  if (failure !== undefined) throw failure;
}
