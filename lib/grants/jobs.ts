import { systemActor } from "#lib/kernel/actor.ts";
import { failuresOf, throwFirst } from "#lib/kernel/failures.ts";
import {
  type Announcement,
  type BatchReactions,
  type Reactions,
  type Sweep,
  serverIdsOf,
} from "#lib/kernel/reaction.ts";
import { disableExpiredTools } from "./commands/disable-expired-tools.ts";
import { resumeReviewedGrants } from "./commands/resume-reviewed-grants.ts";
import { suspendDriftedGrants } from "./commands/suspend-drifted-grants.ts";
import { SUSPENDED_AT_ONCE, suspendOverdueGrants } from "./commands/suspend-overdue-grants.ts";
import { ENDINGS_AT_ONCE, tellOfEndingGrants } from "./commands/tell-of-ending-grants.ts";
import { listServersWithDrift } from "./queries/list-servers-with-drift.ts";

/** What was approved is no longer what is there: the grants on it are suspended, with the reason in words. */
export const reactions: Reactions = {
  "tool.changed": suspend,
  "tool.renamed": suspend,
  "tool.removed": suspend,
  "tool.impact_overridden": suspend,
  "tool.impact_reassessed": suspend,
  "server.identity_changed": suspend,
  "server.changed": suspend,
  "server.system_linked": suspend,
  "system.changed": suspendWhereReached,
};

export const sweeps: Sweep[] = [
  { name: "tell-of-ending-grants", everyMinutes: 30, run: tellOfAll },
  {
    name: "disable-expired-tools",
    everyMinutes: 1,
    run: async (organizationId) => {
      await disableExpiredTools(systemActor(organizationId, "expiry sweep"), {});
    },
  },
  {
    name: "suspend-drifted-grants",
    everyMinutes: 10,
    run: suspendEverywhere,
  },
  { name: "suspend-overdue-grants", everyMinutes: 60, run: suspendOverdue },
];

/** What was suspended because a review was overdue goes on once the server was reviewed. */
export const batchReactions: BatchReactions = {
  "server.reviewed": async ({ organizationId, events }) => {
    const serverIds = serverIdsOf(events);
    if (serverIds.length > 0) {
      await resumeReviewedGrants(systemActor(organizationId, "review clock"), { serverIds });
    }
  },
  "review.suspension_answered": async ({ organizationId }) => suspendOverdue(organizationId),
};

async function suspendOverdue(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, "review clock");
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if ((await suspendOverdueGrants(actor, {})).suspended < SUSPENDED_AT_ONCE) return;
  }
}

/** Goes over every server whose grants no longer fit, `limit` at a time; one that fails stops none of the others. */
export async function suspendEverywhere(organizationId: string, limit = 200): Promise<void> {
  const actor = systemActor(organizationId, "drift sweep");
  const failures: unknown[] = [];
  let after: string | undefined;
  do {
    const serverIds = await listServersWithDrift(actor, { after, limit });
    failures.push(...(await failuresOf(serverIds, (serverId) => suspendDriftedGrants(actor, { serverId }))));
    after = serverIds.at(-1);
  } while (after !== undefined);
  throwFirst(failures);
}

async function suspend({ organizationId, event }: Announcement): Promise<void> {
  const { serverId } = event.detail;
  if (typeof serverId !== "string") return;
  await suspendDriftedGrants(systemActor(organizationId, "drift"), { serverId });
}

/** What a system holds is within the reach of every server that is linked to it. */
async function suspendWhereReached({ organizationId, event }: Announcement): Promise<void> {
  const { changes } = event.detail;
  if (typeof changes !== "object" || changes === null || !("dataClasses" in changes)) return;
  await suspendEverywhere(organizationId);
}

/** Not more at one time, so that other work gets its turn: the next time goes on. */
const ROUNDS_MAX = 10;

async function tellOfAll(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, "expiry reminders");
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if ((await tellOfEndingGrants(actor, {})).grantCount < ENDINGS_AT_ONCE) return;
  }
}
