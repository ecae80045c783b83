import { systemActor } from "#lib/kernel/actor.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { addConsumers } from "./consumers.ts";
import { gatherPeople } from "./people.ts";
import { serverSteps } from "./server-steps.ts";
import { SERVERS } from "./servers/all-servers.ts";
import { settle } from "./settle.ts";
import { discovery } from "./stories/discovery.ts";
import { drift } from "./stories/drift.ts";
import { incidents } from "./stories/incidents.ts";
import { ownership } from "./stories/ownership.ts";
import { policy } from "./stories/policy.ts";
import { requests } from "./stories/requests.ts";
import { reviewWork } from "./stories/review-work.ts";
import { reviews } from "./stories/reviews.ts";
import { schedules } from "./stories/schedules.ts";
import { stagedReview } from "./stories/staged-review.ts";
import { systems } from "./stories/systems.ts";
import type { Walk } from "./walk.ts";
import type { Step, World } from "./world.ts";

/** Days ago on which the worker's part is caught up with, so that findings open and close at believable times. */
const SETTLED_DAYS_AGO = [80, 68, 56, 46, 38, 30.2, 24.4, 18.5, 12, 8.5, 5, 2];
const PROGRESS_EVERY = 10;

/**
 * Tells ninety days of an organization with about sixty servers: every change by the command and the person that
 * would have made it, at the time the walk has come to. `say` is told how far it has come.
 */
export async function makeDemonstration(
  organizationId: string,
  walk: Walk,
  say: (words: string) => void,
): Promise<{ servers: number }> {
  const world = await beginning(organizationId, walk);
  let told = 0;
  for (const step of inOrder()) {
    walk.goTo(step.daysAgo);
    await step.run(world);
    if (world.servers.size >= told + PROGRESS_EVERY) {
      told = world.servers.size;
      say(`${told} servers, ${Math.ceil(step.daysAgo)} days before today`);
    }
  }
  walk.goTo(0);
  await settle(world);
  return { servers: world.servers.size };
}

async function beginning(organizationId: string, walk: Walk): Promise<World> {
  const who = await gatherPeople(organizationId);
  const roles = await listServerRoles(systemActor(organizationId, "first run"), {});
  const serverRoles = new Map(roles.map((role) => [role.slug, role.id]));
  const world: World = {
    organizationId,
    walk,
    who,
    serverRoles,
    servers: new Map(),
    consumers: new Map(),
    offered: new Map(),
    gone: new Set(),
  };
  await addConsumers(world);
  return world;
}

/** Oldest first; what falls on one moment stays in the order it was written. */
function inOrder(): Step[] {
  const settled = SETTLED_DAYS_AGO.map((daysAgo) => ({ daysAgo, run: settle }));
  const steps = [
    ...SERVERS.flatMap(serverSteps),
    ...discovery,
    ...requests,
    ...policy,
    ...drift,
    ...reviews,
    ...stagedReview,
    ...schedules,
    ...reviewWork,
    ...incidents,
    ...ownership,
    ...systems,
    ...settled,
  ];
  return steps.toSorted((a, b) => b.daysAgo - a.daysAgo);
}
