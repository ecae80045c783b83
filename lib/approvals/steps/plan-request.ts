import { loadConsumerOwners } from "#lib/grants/steps/load-consumer-owners.ts";
import type { StandingGrant } from "#lib/grants/steps/load-standing-grants.ts";
import { loadDirectory } from "#lib/identity/steps/load-directory.ts";
import type { ConsumerFacts, ServerFacts, ToolFacts } from "#lib/inventory/facts.ts";
import { productionProblem } from "#lib/inventory/server-change.ts";
import { loadConsumers } from "#lib/inventory/steps/load-consumers.ts";
import { loadDataInReach } from "#lib/inventory/steps/load-data-in-reach.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { loadTools } from "#lib/inventory/steps/load-tools.ts";
import type { Environment, Impact, RequestKind } from "#lib/kernel/generated/enums.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { namesIn, sourcesOf, wantedBy } from "#lib/policy/approval/approvers-of.ts";
import { addWorkingDays } from "#lib/policy/approval/working-days.ts";
import { loadApprovalPolicy } from "#lib/policy/steps/load-approval-policy.ts";
import type { AskedScope } from "../asked-scope.ts";
import { findPendingByTool } from "../asked-store.ts";
import { findPendingCarryingOn } from "../carrying-on-store.ts";
import { KINDS } from "../kinds.ts";
import { findOwnersLately, findPartiesBefore, withoutSelfAppointed } from "../look-back-store.ts";
import { findConsumerMakers, findWaitingConsumerOwners } from "../parties-store.ts";
import type { Approver } from "../people-store.ts";
import { planProblems } from "../plan-problems.ts";
import { type Route, route } from "../route.ts";
import { type Seat, seatsOf } from "../seats.ts";
import { requestTitle } from "../title.ts";
import { loadAskedScopes, type ScopesToAsk } from "./load-asked-scopes.ts";
import { loadPathChoosers } from "./load-path-choosers.ts";
import { waitingAccess } from "./waiting-access.ts";
import { weighImpact } from "./weigh-impact.ts";

export interface Ask {
  server: { id: string } | { slug: string };
  toolIds: readonly string[];
  consumerIds: readonly string[];
  scopes?: ScopesToAsk;
  durationDays: number;
  requesterId: string;
  /** What it carries on, where it asks for that; its things are among the tools and consumers. */
  carryingOn?: CarryingOn;
  /** The pending request this one takes the place of; its tools do not count as asked for already. */
  replacesRequestId?: string;
  /** It does not wait for an answer, so what waits for the same tools goes on waiting beside it. */
  isBesidePending?: boolean;
  /** People who had a part in what it asks about, and so may not decide. */
  partyIds?: readonly string[];
}

/** Grants in force that would go on under the approval of this request, and why they cannot, in words. */
export interface CarryingOn {
  kind: "move_to_production" | "extend_grants";
  grants: readonly StandingGrant[];
  problems: readonly string[];
  /** Why they would not last longer by so many days, in words. */
  daysProblem?: string | null;
}

/** The path a request would take. `problems` says in words why it cannot be submitted; empty when it can. */
export interface RequestPlan {
  server: ServerFacts;
  tools: ToolFacts[];
  consumers: ConsumerFacts[];
  scopes: AskedScope[];
  /** What the server's identity is with those scopes. */
  resultingDigest: string;
  kind: RequestKind;
  /** Where what it grants would be used. */
  environment: Environment;
  /** The server's own, and those of the systems it reaches. */
  dataClasses: string[];
  carriesOn: readonly StandingGrant[];
  title: string;
  impact: Impact;
  route: Route;
  durationDays: number;
  requesterId: string;
  /** People who gain by it, and so may not decide: owners of consumers that could call it, parties to the change. */
  beneficiaryIds: string[];
  /** Who is asked, stage by stage. */
  seats: Seat[];
  /** Who would be, but gains by it: they may still say no. */
  gainingSeats: Seat[];
  /** The same people once each, by name. */
  eligibleApprovers: Approver[];
  /** Without all of its answers by then it expires. */
  expiresAt: Date;
  problems: string[];
  /** What is wrong with the days alone, in words; whoever asks types others. */
  daysProblem: string | null;
}

/** Works out what asking for this would mean. Writes nothing. @throws AppError `not_found` */
export async function planRequest({ tx, actor, now }: QueryContext, ask: Ask): Promise<RequestPlan> {
  const server = await loadServer(tx, ask.server);
  const tools = ask.toolIds.length === 0 ? [] : await loadTools(tx, server.id, ask.toolIds);
  const consumers = ask.consumerIds.length === 0 ? [] : await loadConsumers(tx, ask.consumerIds);
  const asked = await loadAskedScopes({ tx, actor }, server, ask.scopes, ask.replacesRequestId);
  const { scopes, resultingDigest } = asked;
  const kind = ask.carryingOn?.kind ?? kindOf({ tools, scopes });
  const withAccess = consumers.length > 0 || KINDS[kind].weighsWholeServer;
  const impact = await weighImpact(tx, server.id, { tools, scopes, withAccess });
  const inForce = await loadApprovalPolicy(tx);
  const sources = wantedBy(sourcesOf(inForce.policy));
  const directory = await loadDirectory(tx, {
    ...sources,
    userIds: [...sources.userIds, ...(await answeringFor(tx, server))],
  });
  const { criticality } = server;
  const dataClasses = await loadDataInReach(tx, server);
  const environment = KINDS[kind].environmentOf(server);
  const choosing = await loadPathChoosers({ tx, actor, now }, server, {
    toolIds: ask.toolIds,
    isForAllTools: withAccess || scopes.length > 0,
  });
  const subject = { kind, impact, environment, dataClasses, criticality };
  const path = route(inForce, subject, namesIn(directory), choosing.whyNotAutomatic);
  const opensTools = tools.length > 0 || KINDS[kind].weighsWholeServer;
  const gaining = [
    ...(ask.partyIds ?? []),
    ...choosing.personIds,
    ...(await findPartiesBefore(tx, actor.organizationId, server.id, {
      toolIds: ask.toolIds,
      consumerIds: ask.consumerIds,
      scopeNames: scopes.map(({ name }) => name),
    })),
    ...consumers.flatMap((consumer) => consumer.ownerId ?? []),
    ...(await findConsumerMakers(tx, actor.organizationId, ask.consumerIds)),
    ...asked.makerIds,
    ...(opensTools ? await loadConsumerOwners(tx, server.id) : []),
    ...(opensTools ? await findWaitingConsumerOwners(tx, actor.organizationId, server.id) : []),
  ];
  const beneficiaryIds = [...new Set(gaining)];
  const asking = await withoutSelfAppointed(
    tx,
    actor.organizationId,
    server.id,
    seatsOf(path.stages, directory, server, [ask.requesterId]),
  );
  const [seats, gainingSeats] = [false, true].map((gains) =>
    asking.filter(({ userId }) => beneficiaryIds.includes(userId) === gains),
  ) as [Seat[], Seat[]];
  const waitsToo = ask.isBesidePending === true ? [] : ask.toolIds;
  const pending = await findPendingByTool(tx, actor.organizationId, waitsToo);
  const isAccessAlone = kind === "give_access" && ask.isBesidePending !== true;
  const replaces = ask.replacesRequestId;
  const waitingFor = { serverId: server.id, consumers: isAccessAlone ? consumers : [], replaces };
  const people = [...new Set(seats.map(({ userId }) => userId))].flatMap(
    (id) => directory.people.get(id) ?? [],
  );
  return {
    server,
    tools,
    consumers,
    scopes,
    resultingDigest,
    kind,
    environment,
    dataClasses,
    carriesOn: ask.carryingOn?.grants ?? [],
    title: requestTitle({
      kind,
      toolNames: tools.map((tool) => tool.name),
      consumerNames: consumers.map((consumer) => consumer.name),
      scopeNames: scopes.map((scope) => scope.name),
      serverName: server.name,
      environment,
      durationDays: ask.durationDays,
    }),
    impact,
    route: path,
    durationDays: ask.durationDays,
    requesterId: ask.requesterId,
    beneficiaryIds,
    seats,
    gainingSeats,
    eligibleApprovers: people
      .map(({ id, name, email }) => ({ id, name, email }))
      .toSorted((one, other) => one.name.localeCompare(other.name, "en")),
    expiresAt: addWorkingDays(now, inForce.policy.answer.withinDays, inForce.policy.calendar),
    daysProblem: ask.carryingOn?.daysProblem ?? tooManyDays(ask.durationDays, path),
    problems: planProblems({
      server,
      tools,
      consumers,
      pending,
      path,
      ownersOfProduction:
        environment === "production" ? await findOwnersLately(tx, actor.organizationId, server.id) : [],
      seats,
      more: [
        ...asked.problems,
        ...(await waitingAccess(tx, actor.organizationId, waitingFor)),
        ...(await carryingOnProblems(tx, actor.organizationId, server, ask, pending)),
      ],
      replaces,
    }),
  };
}

/** What stands in the way of carrying these on: of the server, of each, or another request that waits to. */
async function carryingOnProblems(
  tx: QueryContext["tx"],
  organizationId: string,
  server: ServerFacts,
  { carryingOn, replacesRequestId }: Ask,
  /** Pending requests by tool: what they say of a tool is not said twice. */
  pending: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (carryingOn === undefined) return [];
  const isMove = carryingOn.kind === "move_to_production";
  const unfit = isMove ? productionProblem(server) : null;
  const waiting = await findPendingCarryingOn(tx, organizationId, {
    grantIds: carryingOn.grants.map((grant) => grant.id),
    moveOf: isMove ? server.id : null,
    exceptId: replacesRequestId ?? null,
  });
  return [
    ...(unfit === null ? [] : [unfit]),
    ...carryingOn.problems,
    ...(waiting === null || [...pending.values()].includes(waiting.id)
      ? []
      : [`“${waiting.title}” already waits for a decision: see /approvals/${waiting.id}.`]),
  ];
}

function tooManyDays(durationDays: number, { maxDurationDays }: Route): string | null {
  return durationDays <= maxDurationDays ? null : `Policy allows at most ${maxDurationDays} days here.`;
}

function kindOf({ tools, scopes }: { tools: readonly unknown[]; scopes: readonly unknown[] }): RequestKind {
  if (scopes.length > 0) return "grant_scopes";
  return tools.length > 0 ? "enable_tools" : "give_access";
}

/** The server's owners, and whom the owner reports to. */
export async function answeringFor(
  tx: QueryContext["tx"],
  { ownerId, backupOwnerId }: ServerFacts,
): Promise<string[]> {
  const owners = [ownerId, backupOwnerId].filter((id) => id !== null);
  if (ownerId === null) return owners;
  const { people } = await loadDirectory(tx, { groupIds: [], roles: [], userIds: [ownerId] });
  const managerId = people.get(ownerId)?.managerId ?? null;
  return managerId === null ? owners : [...owners, managerId];
}
