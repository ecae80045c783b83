import { loadSuspendedGrants, type SuspendedGrant } from "#lib/grants/steps/load-suspended-grants.ts";
import type { ServerFacts } from "#lib/inventory/facts.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { type CommandContext, command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { findLastAsked, findPendingIds, lockOpening } from "../asked-store.ts";
import { MAX_CONSUMERS, MAX_SCOPES, MAX_TOOLS, reopenAfterDriftInput } from "../input.ts";
import { KINDS } from "../kinds.ts";
import { whatWasNotAskedSince } from "../not-asked-since.ts";
import { findRepairers } from "../parties-store.ts";
import { findActive } from "../people-store.ts";
import { endRequest } from "../steps/end-request.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { loadDriftParties } from "../steps/load-drift-parties.ts";
import { openRequest } from "../steps/open-request.ts";
import { type Ask, planRequest, type RequestPlan } from "../steps/plan-request.ts";
import { replaceRequest } from "../steps/replace-request.ts";
import { isNothing, stillOffered, stillThere } from "../steps/still-there.ts";
import { lockRequest, type RequestRow } from "../store.ts";

/**
 * After something changed on a server: pending requests that ask for what is no longer there give way to fresh ones,
 * and grants that were suspended ask for themselves again, all of them in one request. Each new request shows the
 * difference. Looks at what is, so it may run any number of times; a grant asks again once per suspension.
 */
export const reopenAfterDrift = command({
  name: "reopen-after-drift",
  permission: "request:reopen",
  input: reopenAfterDriftInput,
  run: async (context, { serverId, isRetry }) => {
    const { tx, actor } = context;
    const server = await loadServer(tx, { id: serverId });
    await lockOpening(tx, serverId);
    const collected: AuditableEvent[] = [];
    const opened: string[] = [];
    const add = (reopened: Reopened) => {
      collected.push(...reopened.events);
      if (reopened.requestId !== null) opened.push(reopened.requestId);
    };
    for (const requestId of await findPendingIds(tx, actor.organizationId, serverId)) {
      const request = await lockRequest(tx, actor.organizationId, requestId);
      const { facts, isStale } = await gatherFacts(tx, request, context.now);
      if (request.state !== "pending" || !isStale) continue;
      add(await replaceStale(context, server, request, { staleReason: facts.staleReason, isRetry }));
    }
    for (const again of await askForSuspended(context, server, isRetry)) add(again);
    const events = someEvents(collected);
    return events === null ? unchanged({ opened }) : { result: { opened }, events };
  },
});

interface Reopened {
  requestId: string | null;
  events: readonly AuditableEvent[];
}

const NOTHING: Reopened = { requestId: null, events: [] };

/** Without anything left to ask for the stale request just ends; if nobody can be asked, it waits, undecidable. */
async function replaceStale(
  context: CommandContext,
  server: ServerFacts,
  request: RequestRow,
  { staleReason, isRetry }: { staleReason: string | null; isRetry: boolean },
): Promise<Reopened> {
  const ending = {
    request,
    action: "withdraw" as const,
    reason: staleReason ?? "What it asked for changed.",
  };
  // What it would carry on asks for itself where it was suspended; the rest is for whoever asked to ask again.
  if (KINDS[request.kind].carriesOn) {
    return { requestId: null, events: await endRequest(context, ending) };
  }
  const still = await stillThere(context, server, request);
  if (isNothing(still)) {
    return { requestId: null, events: await endRequest(context, ending) };
  }
  const parties = await loadDriftParties(context, server, request.cause, [
    { requestId: request.id, since: request.submittedAt ?? context.now },
  ]);
  const planned = await plan(context, server, [request.requesterId, server.ownerId, server.backupOwnerId], {
    partyIds: [
      ...request.beneficiaryIds,
      ...parties,
      ...(await findRepairers(context.tx, request.organizationId, request.id)),
    ],
    ...still,
    durationDays: request.durationDays,
    replacesRequestId: request.id,
  });
  if (!planned.ok) return notOpened(server, isRetry, planned.reason);
  return replaceRequest(context, request, {
    reason: ending.reason,
    plan: planned.plan,
    cause: request.cause,
    justification: request.justification,
    shownBefore: new Map(request.items.map((item) => [item.toolId ?? "", item.definition])),
  });
}

/** Scopes are asked for by themselves: what a tool is approved for is the server with the scopes that it has. */
async function askForSuspended(
  context: CommandContext,
  server: ServerFacts,
  isRetry: boolean,
): Promise<Reopened[]> {
  const { tx, actor, now } = context;
  const suspended = await loadSuspendedGrants(tx, server.id, now);
  const asked = await findLastAsked(tx, actor.organizationId, server.id);
  const waiting = whatWasNotAskedSince(suspended, asked);
  const scopes = waiting.filter((grant) => grant.scopeId !== null).slice(0, MAX_SCOPES);
  const others = waiting.filter((grant) => grant.scopeId === null);
  return [
    await askAgain(context, server, { grants: others, isRetry }),
    await askAgain(context, server, { grants: scopes, isRetry }),
  ];
}

async function askAgain(
  context: CommandContext,
  server: ServerFacts,
  { grants, isRetry }: { grants: readonly SuspendedGrant[]; isRetry: boolean },
): Promise<Reopened> {
  const tools = grants.flatMap((grant) => grant.toolId ?? []).slice(0, MAX_TOOLS);
  const again = {
    toolIds: await stillOffered(context, server.id, tools),
    consumerIds: grants.flatMap((grant) => grant.consumerId ?? []).slice(0, MAX_CONSUMERS),
    scopes: { scopeIds: grants.flatMap((grant) => grant.scopeId ?? []), newScopes: [] },
  };
  if (isNothing(again)) return NOTHING;
  const durationDays = Math.max(1, ...grants.map((grant) => grant.durationDays));
  const partyIds = await loadDriftParties(
    context,
    server,
    "drift",
    grants.map((grant) => ({ requestId: grant.requestId, since: grant.grantedAt })),
  );
  const ask = { ...again, durationDays, partyIds };
  const planned = await plan(context, server, [server.ownerId, server.backupOwnerId], ask);
  if (!planned.ok) return notOpened(server, isRetry, planned.reason);
  return openRequest(context, {
    plan: planned.plan,
    cause: "drift",
    justification: "What was approved changed, so its grants are suspended until the change is approved.",
  });
}

type Planned = { ok: true; plan: RequestPlan } | { ok: false; reason: string };

/** A plan in the name of the first of these people who is active, for no longer than policy allows now. */
async function plan(
  context: CommandContext,
  server: ServerFacts,
  requesterIds: readonly (string | null)[],
  ask: Omit<Ask, "server" | "requesterId">,
): Promise<Planned> {
  const candidates = requesterIds.filter((id) => id !== null);
  const active = await findActive(context.tx, context.actor.organizationId, candidates);
  const requesterId = candidates.find((id) => active.has(id));
  if (requesterId === undefined) {
    return {
      ok: false,
      reason: "Nobody active owns this server, so nobody can ask for it. Assign an owner.",
    };
  }
  const named = { ...ask, server: { id: server.id }, requesterId };
  const longest = await planRequest(context, named);
  const durationDays = Math.min(ask.durationDays, longest.route.maxDurationDays);
  const final =
    durationDays === ask.durationDays ? longest : await planRequest(context, { ...named, durationDays });
  const [reason] = final.problems;
  return reason === undefined ? { ok: true, plan: final } : { ok: false, reason };
}

/** Nothing is stuck in silence: the trail says why nobody was asked, and the sweep tries again. */
function notOpened(server: ServerFacts, isRetry: boolean, reason: string): Reopened {
  if (isRetry) return NOTHING;
  const subject = { kind: "server", id: server.id, name: server.name };
  return {
    requestId: null,
    events: [{ type: "request.not_opened", subject, detail: { serverId: server.id, reason } }],
  };
}
