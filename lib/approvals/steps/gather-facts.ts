import { type LoadedAbsence, loadAbsences } from "#lib/identity/steps/load-absences.ts";
import type { ServerFacts, ToolFacts } from "#lib/inventory/facts.ts";
import { assessScopes } from "#lib/inventory/steps/assess-scopes.ts";
import { loadConsumers } from "#lib/inventory/steps/load-consumers.ts";
import { loadDataInReach } from "#lib/inventory/steps/load-data-in-reach.ts";
import { loadScopes } from "#lib/inventory/steps/load-scopes.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { loadTools } from "#lib/inventory/steps/load-tools.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { ownersThatDoNotApproveAlone } from "../asked-facts-store.ts";
import { type AskedScope, scopesOf } from "../asked-scope.ts";
import { consumerProblem, serverProblem, staleReason } from "../binding.ts";
import { isLapsed } from "../counted.ts";
import { KINDS } from "../kinds.ts";
import type { RequestFacts } from "../model.ts";
import { excludedBy, gainersOf, type Party } from "../parties.ts";
import { findParties } from "../party-store.ts";
import { findChangesAsked } from "../remark-store.ts";
import type { Route } from "../route.ts";
import { findToolsInForce } from "../scope-store.ts";
import { listSeats, type SeatRow } from "../seat-store.ts";
import type { RequestRow } from "../store.ts";
import { standingProblems } from "./standing-problems.ts";
import { weighImpact } from "./weigh-impact.ts";

export interface Gathered {
  facts: RequestFacts;
  server: ServerFacts;
  /** What it reaches by now: its own data, and those of the systems it is linked to. */
  dataClasses: string[];
  tools: ToolFacts[];
  scopes: AskedScope[];
  /** What is enabled and goes on with those scopes. */
  toolsInForce: Awaited<ReturnType<typeof findToolsInForce>>;
  seats: SeatRow[];
  parties: Party[];
  /** Of those who are asked, who is away at some time. */
  absences: LoadedAbsence[];
  /** Bound to something that has changed: a fresh request takes this one's place. */
  isStale: boolean;
}

/** A request beside what is there now: all that a decision on it depends on. */
export async function gatherFacts(tx: Tx, request: RequestRow, now: Date): Promise<Gathered> {
  const kind = KINDS[request.kind];
  const server = await loadServer(tx, { id: request.serverId });
  const toolIds = request.items.flatMap((item) => item.toolId ?? []);
  const tools = toolIds.length === 0 ? [] : await loadTools(tx, server.id, toolIds);
  const consumerIds = request.items.flatMap((item) => item.consumerId ?? []);
  const consumers = consumerIds.length === 0 ? [] : await loadConsumers(tx, consumerIds);
  const scopes = await loadScopesOf(tx, request, server);
  const withAccess = consumers.length > 0 || kind.weighsWholeServer;
  const impact = await weighImpact(tx, server.id, { tools, scopes: scopes.asked, withAccess });
  const [unfit = null] = consumers.flatMap((consumer) => consumerProblem(consumer) ?? []);
  // Written by openRequest and never changed since: the database lets nobody.
  const frozen = request.policySnapshot as unknown as Route & { dataClasses: string[] };
  const dataClasses = await loadDataInReach(tx, server);
  const standing = await standingProblems(tx, request, server, now);
  const present = {
    server: { ...server, dataClasses, environment: kind.environmentOf(server) },
    tools,
    consumers,
    scopes: scopes.onRecord,
    impact,
  };
  const stale =
    staleReason(request.items, { ...request, dataClasses: frozen.dataClasses }, present, !kind.carriesOn) ??
    standing.stale;
  const parties = await findParties(tx, request.organizationId, [request.id]);
  const seats = await listSeats(tx, request.organizationId, request.id);
  const isOpen = request.state === "pending";
  const absences = await loadAbsences(tx, isOpen ? seats.map(({ userId }) => userId) : []);
  return {
    facts: {
      state: request.state,
      requesterId: request.requesterId,
      beneficiaryIds: excludedBy(parties),
      repairedByIds: request.repairedByIds,
      needsDistinctPeople: request.needsDistinctPeople,
      expiresAt: request.expiresAt,
      stages: request.stages.map((stage) => ({
        ...stage,
        words: frozen.stages.find(({ position }) => position === stage.position)?.words ?? stage.name,
        seatIds: seats.flatMap(({ position, userId, holds }) =>
          position === stage.position && holds ? [userId] : [],
        ),
      })),
      votes: isOpen
        ? request.decisions.map((vote) => ({ ...vote, isLapsed: isLapsed(vote, seats) }))
        : request.decisions,
      uncountedIds: gainersOf(parties),
      changesAskedBy: (await findChangesAsked(tx, request.organizationId, request.id))?.name ?? null,
      askedByWhoLeft:
        request.cause === "asked" && !request.requester.isActive ? request.requester.name : null,
      absences,
      ownerIds: ownersThatDoNotApproveAlone(request, server),
      staleReason: stale ?? serverProblem(server) ?? standing.unfit ?? unfit,
    },
    server,
    dataClasses,
    tools,
    scopes: scopes.asked,
    toolsInForce: await toolsInForce(tx, request),
    seats,
    parties,
    absences,
    isStale: stale !== null,
  };
}

/** The scopes it asks for, weighed as of now, beside what is on the server's record. */
async function loadScopesOf(tx: Tx, request: RequestRow, server: ServerFacts) {
  const wanted = scopesOf(request.items);
  if (wanted.length === 0) return { asked: [], onRecord: [] };
  const assessed = await assessScopes(tx, server, wanted);
  const asked = wanted.flatMap((scope, index) => {
    const assessment = assessed[index];
    return assessment === undefined ? [] : [{ ...scope, ...assessment }];
  });
  return { asked, onRecord: await loadScopes(tx, server.id) };
}

async function toolsInForce(tx: Tx, request: RequestRow) {
  const { organizationId, serverId, kind, submittedAt } = request;
  if (kind !== "grant_scopes" || submittedAt === null) return [];
  return findToolsInForce(tx, organizationId, serverId, submittedAt);
}
