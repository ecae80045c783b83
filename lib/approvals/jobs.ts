import { type SystemActor, systemActor } from "#lib/kernel/actor.ts";
import { failuresOf, throwFirst } from "#lib/kernel/failures.ts";
import { type AnnouncedBatch, type BatchReactions, type Sweep, serverIdsOf } from "#lib/kernel/reaction.ts";
import { expireRequests } from "./commands/expire-requests.ts";
import { followUpRequest } from "./commands/follow-up-request.ts";
import { lapseBreakGlass } from "./commands/lapse-break-glass.ts";
import { reopenAfterDrift } from "./commands/reopen-after-drift.ts";
import { tellOfStuckGlass } from "./commands/tell-of-stuck-glass.ts";
import { tellOfStuckRequest } from "./commands/tell-of-stuck-request.ts";
import { withdrawRequestsOfEndedServer } from "./commands/withdraw-requests-of-ended-server.ts";
import { listEndedServersAskedFor } from "./queries/list-ended-servers-asked-for.ts";
import { listGlassToLapse } from "./queries/list-glass-to-lapse.ts";
import { listRequestsToExpire } from "./queries/list-requests-to-expire.ts";
import { listRequestsToFollowUp } from "./queries/list-requests-to-follow-up.ts";
import { listServersToReopen } from "./queries/list-servers-to-reopen.ts";
import { listStuckToTell } from "./queries/list-stuck-to-tell.ts";

/** Something changed under a grant or a pending request: ask again, showing the difference. */
export const batchReactions: BatchReactions = {
  "grant.suspended": reopen,
  "tool.changed": reopen,
  "tool.renamed": reopen,
  "tool.removed": reopen,
  "server.identity_changed": reopen,
  "server.changed": reopen,
  "server.system_linked": reopen,
  "server.system_unlinked": reopen,
  "tool.impact_overridden": reopen,
  "tool.impact_reassessed": reopen,
  "request.submitted": reopen,
  "server.revoked": withdraw,
  "server.retired": withdraw,
};

export const sweeps: Sweep[] = [
  {
    name: "lapse-break-glass",
    everyMinutes: 1,
    run: lapseEverywhere,
  },
  {
    name: "expire-requests",
    everyMinutes: 5,
    run: expireEverywhere,
  },
  {
    name: "follow-up-requests",
    everyMinutes: 10,
    run: followUpEverywhere,
  },
  {
    name: "tell-of-stuck-requests",
    everyMinutes: 10,
    run: tellOfStuckEverywhere,
  },
  {
    name: "reopen-after-drift",
    everyMinutes: 10,
    run: reopenEverywhere,
  },
  {
    name: "withdraw-from-ended-servers",
    everyMinutes: 10,
    run: withdrawEverywhere,
  },
];

/** Cuts all broken glass that was not reviewed in time, each in a transaction of its own. */
export async function lapseEverywhere(organizationId: string, limit?: number): Promise<void> {
  const actor = systemActor(organizationId, "break-glass reviews");
  await eachOf(
    (after) => listGlassToLapse(actor, { after, limit }),
    (requestId) => lapseBreakGlass(actor, { requestId }),
  );
}

/** Ends all requests that nobody answered in time, each in a transaction of its own. */
export async function expireEverywhere(organizationId: string, limit?: number): Promise<void> {
  const actor = systemActor(organizationId, "request expiry");
  await eachOf(
    (after) => listRequestsToExpire(actor, { after, limit }),
    (requestId) => expireRequests(actor, { requestId }),
  );
}

/** Page by page until none is left; what went wrong is thrown after all had their turn. */
async function eachOf(
  list: (after: string | undefined) => Promise<string[]>,
  run: (id: string) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  let after: string | undefined;
  do {
    const ids = await list(after);
    failures.push(...(await failuresOf(ids, run)));
    after = ids.at(-1);
  } while (after !== undefined);
  throwFirst(failures);
}

/**
 * Goes over every server that has something to ask for again, `limit` at a time. One where nobody can be asked is still
 * there afterwards, so the next page begins behind it.
 */
export async function reopenEverywhere(organizationId: string, limit?: number): Promise<void> {
  await reopenServers(systemActor(organizationId, "drift sweep"), { limit, isRetry: true });
}

/** Reminds and escalates wherever that is due, `limit` requests at a time. */
export async function followUpEverywhere(organizationId: string, limit?: number): Promise<void> {
  const actor = systemActor(organizationId, "request follow-up");
  const failures: unknown[] = [];
  let after: string | undefined;
  do {
    const { requestIds, next } = await listRequestsToFollowUp(actor, { after, limit });
    failures.push(...(await failuresOf(requestIds, (requestId) => followUpRequest(actor, { requestId }))));
    after = next ?? undefined;
  } while (after !== undefined);
  throwFirst(failures);
}

/** Tells administrators of what too few can answer or review, once each time that comes about. */
export async function tellOfStuckEverywhere(organizationId: string, limit?: number): Promise<void> {
  const actor = systemActor(organizationId, "stuck requests");
  const failures: unknown[] = [];
  let after: string | undefined;
  do {
    const { requestIds, glassIds, next } = await listStuckToTell(actor, { after, limit });
    failures.push(
      ...(await failuresOf(requestIds, (requestId) => tellOfStuckRequest(actor, { requestId }))),
      ...(await failuresOf(glassIds, (requestId) => tellOfStuckGlass(actor, { requestId }))),
    );
    after = next ?? undefined;
  } while (after !== undefined);
  throwFirst(failures);
}

async function reopen({ organizationId, events }: AnnouncedBatch): Promise<void> {
  const serverIds = serverIdsOf(events);
  if (serverIds.length === 0) return;
  await reopenServers(systemActor(organizationId, "drift"), { serverIds, isRetry: false });
}

/** One question finds the few that have something to ask for again; each of those is a request of its own. */
async function reopenServers(
  actor: SystemActor,
  which: { serverIds?: string[]; limit?: number | undefined; isRetry: boolean },
): Promise<void> {
  const { serverIds: among, limit, isRetry } = which;
  const failures: unknown[] = [];
  let after: string | undefined;
  do {
    const serverIds = await listServersToReopen(actor, { among, after, limit });
    failures.push(
      ...(await failuresOf(serverIds, (serverId) => reopenAfterDrift(actor, { serverId, isRetry }))),
    );
    after = serverIds.at(-1);
  } while (after !== undefined);
  throwFirst(failures);
}

/** Servers at a time. */
const SERVERS_AT_ONCE = 200;

/** What is still asked for on any server that has ended: what a reaction missed, a sweep finds. */
export async function withdrawEverywhere(organizationId: string, limit = SERVERS_AT_ONCE): Promise<void> {
  const actor = systemActor(organizationId, "server's end");
  await eachOf(
    (after) => listEndedServersAskedFor(actor, { after, limit }),
    (serverId) => withdrawAllOf(actor, serverId),
  );
}

async function withdraw({ organizationId, events }: AnnouncedBatch): Promise<void> {
  const actor = systemActor(organizationId, "server's end");
  throwFirst(await failuresOf(serverIdsOf(events), (serverId) => withdrawAllOf(actor, serverId)));
}

/** However many there are, a transaction for so many of them. */
async function withdrawAllOf(actor: SystemActor, serverId: string): Promise<void> {
  while ((await withdrawRequestsOfEndedServer(actor, { serverId })).withdrawn > 0);
}
