import { systemActor } from "#lib/kernel/actor.ts";
import type { Announcement, Reactions, Sweep } from "#lib/kernel/reaction.ts";
import { expireRequests } from "./commands/expire-requests.ts";
import { reopenAfterDrift } from "./commands/reopen-after-drift.ts";
import { listServersToReopen } from "./queries/list-servers-to-reopen.ts";

/** Something changed under a grant or a pending request: ask again, showing the difference. */
export const reactions: Reactions = {
  "grant.suspended": reopen,
  "tool.changed": reopen,
  "tool.renamed": reopen,
  "tool.removed": reopen,
  "server.identity_changed": reopen,
  "server.changed": reopen,
  "tool.impact_overridden": reopen,
  "request.submitted": reopen,
};

export const sweeps: Sweep[] = [
  {
    name: "expire-requests",
    everyMinutes: 5,
    run: async (organizationId) => {
      await expireRequests(systemActor(organizationId, "request expiry"), {});
    },
  },
  {
    name: "reopen-after-drift",
    everyMinutes: 10,
    run: reopenEverywhere,
  },
];

/**
 * Goes over every server that has something to ask for again, `limit` at a time. One where nobody can be asked is still
 * there afterwards, so the next page begins behind it.
 */
export async function reopenEverywhere(organizationId: string, limit?: number): Promise<void> {
  const actor = systemActor(organizationId, "drift sweep");
  let after: string | undefined;
  do {
    const serverIds = await listServersToReopen(actor, { after, limit });
    for (const serverId of serverIds) await reopenAfterDrift(actor, { serverId, isRetry: true });
    after = serverIds.at(-1);
  } while (after !== undefined);
}

async function reopen({ organizationId, event }: Announcement): Promise<void> {
  const { serverId } = event.detail;
  if (typeof serverId !== "string") return;
  await reopenAfterDrift(systemActor(organizationId, "drift"), { serverId });
}
