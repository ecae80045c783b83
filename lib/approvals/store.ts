import { conflict, notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { DecisionKind, RequestState, Role } from "#lib/kernel/generated/enums.ts";
import { newId } from "#lib/kernel/id.ts";
import type { StageFacts } from "./model.ts";

/** Counts stop here; beyond, a list says "more than". */
const COUNT_LIMIT = 10_000;

const person = { select: { id: true, name: true, email: true, isActive: true } } as const;

const requestColumns = {
  id: true,
  serverId: true,
  requesterId: true,
  cause: true,
  state: true,
  stateReason: true,
  title: true,
  justification: true,
  durationDays: true,
  impact: true,
  environment: true,
  policySnapshot: true,
  beneficiaryIds: true,
  submittedAt: true,
  decidedAt: true,
  expiresAt: true,
  version: true,
  requester: person,
  items: {
    orderBy: { id: "asc" },
    select: {
      id: true,
      kind: true,
      toolId: true,
      toolDigest: true,
      serverDigest: true,
      consumerId: true,
      definition: true,
      previousDefinition: true,
    },
  },
  stages: {
    orderBy: { position: "asc" },
    select: { position: true, name: true, approverRole: true, quorum: true },
  },
  decisions: {
    orderBy: { decidedAt: "asc" },
    select: {
      deciderId: true,
      stagePosition: true,
      decision: true,
      reason: true,
      decidedAt: true,
      decider: person,
    },
  },
} as const satisfies Prisma.RequestSelect;

export type RequestRow = Prisma.RequestGetPayload<{ select: typeof requestColumns }>;

/** @throws AppError `not_found` */
export async function loadRequest(tx: Tx, organizationId: string, id: string): Promise<RequestRow> {
  const row = await tx.request.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: requestColumns,
  });
  if (row === null) throw notFound("request");
  return row;
}

/** Loads one request and holds its row until commit, so that two who decide at once are counted one after the other. */
export async function lockRequest(tx: Tx, organizationId: string, id: string): Promise<RequestRow> {
  await tx.$queryRaw`
    select id from request where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
  return loadRequest(tx, organizationId, id);
}

/** One opening of requests at a time per server, so that no tool is asked for twice. */
export async function lockOpening(tx: Tx, serverId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('open-request:' || ${serverId}, 0))`;
}

export interface NewRequest
  extends Omit<Prisma.RequestUncheckedCreateInput, "items" | "stages" | "decisions" | "grants"> {
  id: string;
}

export interface NewItem {
  kind: "tool" | "access";
  toolId: string | null;
  toolDigest: string | null;
  serverDigest: string;
  consumerId: string | null;
  definition: Prisma.InputJsonValue | null;
  previousDefinition: Prisma.InputJsonValue | null;
}

export async function insertRequest(
  tx: Tx,
  request: NewRequest,
  items: readonly NewItem[],
  stages: readonly StageFacts[],
): Promise<void> {
  const { organizationId, id: requestId } = request;
  await tx.request.create({ data: request });
  await tx.requestStage.createMany({
    data: stages.map((stage) => ({ ...stage, organizationId, requestId })),
  });
  await tx.requestItem.createMany({
    data: items.map((item) => ({
      ...item,
      organizationId,
      requestId,
      id: newId(),
      definition: item.definition ?? Prisma.DbNull,
      previousDefinition: item.previousDefinition ?? Prisma.DbNull,
    })),
  });
}

export async function insertDecision(
  tx: Tx,
  organizationId: string,
  request: { id: string; requesterId: string },
  vote: { deciderId: string; decision: DecisionKind; stagePosition: number; reason: string; decidedAt: Date },
): Promise<void> {
  await tx.requestDecision.create({
    data: { ...vote, organizationId, id: newId(), requestId: request.id, requesterId: request.requesterId },
  });
}

/** Moves a request on, guarded by the state and version that were read. Returns the new version. */
export async function saveRequestState(
  tx: Tx,
  organizationId: string,
  request: { id: string; state: RequestState; version: number },
  next: { state: RequestState; stateReason: string | null; decidedAt: Date | null },
): Promise<number> {
  const { count } = await tx.request.updateMany({
    where: { organizationId, id: request.id, state: request.state, version: request.version },
    data: { ...next, version: request.version + 1 },
  });
  if (count !== 1) throw conflict("request");
  return request.version + 1;
}

export interface Approver {
  id: string;
  name: string;
  email: string;
}

/** Active people with this role who are none of `excludedIds`, by name, at most 200. */
export async function findApprovers(
  tx: Tx,
  organizationId: string,
  role: Role,
  excludedIds: readonly string[],
): Promise<Approver[]> {
  return tx.user.findMany({
    where: {
      organizationId,
      isActive: true,
      roleAssignments: { some: { role } },
      id: { notIn: [...excludedIds] },
    },
    select: { id: true, name: true, email: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 200,
  });
}

/** Which of these people are active. */
export async function findActive(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const users = await tx.user.findMany({
    where: { organizationId, id: { in: [...ids] }, isActive: true },
    select: { id: true },
  });
  return new Set(users.map((user) => user.id));
}

/** Ids of the pending requests of one server, oldest first. */
export async function findPendingIds(tx: Tx, organizationId: string, serverId: string): Promise<string[]> {
  const rows = await tx.request.findMany({
    where: { organizationId, serverId, state: "pending" },
    orderBy: { submittedAt: "asc" },
    select: { id: true },
    take: 500,
  });
  return rows.map((row) => row.id);
}

/** Pending requests, still in time or not, that ask for one of these tools: tool id to request id. */
export async function findPendingByTool(
  tx: Tx,
  organizationId: string,
  toolIds: readonly string[],
): Promise<Map<string, string>> {
  const items = await tx.requestItem.findMany({
    where: { organizationId, toolId: { in: [...toolIds] }, request: { state: "pending" } },
    select: { toolId: true, requestId: true },
  });
  return new Map(items.flatMap(({ toolId, requestId }) => (toolId === null ? [] : [[toolId, requestId]])));
}

export interface AskedAgain {
  toolId: string | null;
  consumerId: string | null;
  submittedAt: Date;
}

/** When each tool or consumer of a server was last asked for. */
export async function findLastAsked(tx: Tx, organizationId: string, serverId: string): Promise<AskedAgain[]> {
  return tx.$queryRaw<AskedAgain[]>`
    select i.tool_id as "toolId", i.consumer_id as "consumerId", max(r.submitted_at) as "submittedAt"
    from request r
    join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
    where r.organization_id = ${organizationId}::uuid and r.server_id = ${serverId}::uuid
      and r.submitted_at is not null
    group by i.tool_id, i.consumer_id`;
}

/** The definitions that these requests showed for their tools: "request id/tool id" to definition. */
export async function findShownDefinitions(
  tx: Tx,
  organizationId: string,
  requestIds: readonly string[],
): Promise<Map<string, Prisma.JsonValue>> {
  const items = await tx.requestItem.findMany({
    where: { organizationId, requestId: { in: [...requestIds] }, kind: "tool" },
    select: { requestId: true, toolId: true, definition: true },
  });
  return new Map(items.map((item) => [`${item.requestId}/${item.toolId}`, item.definition]));
}

/** Pending requests whose time to answer is over, locked; rows that somebody is deciding right now are left. */
export async function lockExpired(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from request
    where organization_id = ${organizationId}::uuid and state = 'pending' and expires_at <= ${now}
    order by id limit ${limit} for update skip locked`;
  return rows.map((row) => row.id);
}

const listColumns = {
  id: true,
  title: true,
  cause: true,
  state: true,
  stateReason: true,
  impact: true,
  environment: true,
  durationDays: true,
  justification: true,
  submittedAt: true,
  decidedAt: true,
  expiresAt: true,
  requester: person,
  server: { select: { id: true, slug: true, name: true } },
  stages: { orderBy: { position: "asc" }, select: { position: true, name: true, quorum: true } },
  decisions: {
    orderBy: { decidedAt: "asc" },
    select: { stagePosition: true, decision: true, decidedAt: true, decider: person },
  },
  _count: { select: { items: true } },
} as const satisfies Prisma.RequestSelect;

export type RequestListRow = Prisma.RequestGetPayload<{ select: typeof listColumns }>;

export interface RequestFilter {
  organizationId: string;
  view: "to-decide" | "asked-by-me" | "all";
  /** The person who looks; null for a token, which has nothing to decide and asked for nothing. */
  person: { id: string; roles: readonly Role[] } | null;
  state: RequestState | undefined;
  serverId: string | undefined;
  now: Date;
}

/** One page by keyset on (submitted_at, id), newest first, with a count that stops at 10,001. */
export async function findRequestPage(
  tx: Tx,
  filter: RequestFilter,
  after: { time: Date; id: string } | null,
  limit: number,
): Promise<{ rows: RequestListRow[]; count: number; isEstimate: boolean }> {
  const where = whereRequests(filter);
  const from =
    after === null
      ? Prisma.empty
      : Prisma.sql`and (r.submitted_at, r.id) < (${after.time}, ${after.id}::uuid)`;
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select r.id from request r where ${where} ${from} order by r.submitted_at desc, r.id desc limit ${limit}`;
  const count = await countRequests(tx, filter);
  const rows = await tx.request.findMany({
    where: { organizationId: filter.organizationId, id: { in: ids.map((row) => row.id) } },
    select: listColumns,
    orderBy: [{ submittedAt: "desc" }, { id: "desc" }],
  });
  return { rows, count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT };
}

/** At most 10,001. */
export async function countRequests(tx: Tx, filter: RequestFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from (select 1 from request r where ${whereRequests(filter)} limit ${COUNT_LIMIT + 1}) capped`;
  return row?.count ?? 0;
}

function whereRequests(filter: RequestFilter): Prisma.Sql {
  const parts = [
    Prisma.sql`r.organization_id = ${filter.organizationId}::uuid`,
    Prisma.sql`r.submitted_at is not null`,
  ];
  if (filter.state !== undefined) parts.push(Prisma.sql`r.state = ${filter.state}::request_state`);
  if (filter.serverId !== undefined) parts.push(Prisma.sql`r.server_id = ${filter.serverId}::uuid`);
  if (filter.view !== "all") parts.push(...viewParts(filter.view, filter));
  return Prisma.join(parts, " and ");
}

/** The same rules as `decide` in the model, as far as they choose what is put before a person. */
function viewParts(view: "to-decide" | "asked-by-me", { person, now }: RequestFilter): Prisma.Sql[] {
  if (person === null) return [Prisma.sql`false`];
  if (view === "asked-by-me") return [Prisma.sql`r.requester_id = ${person.id}::uuid`];
  return [
    Prisma.sql`r.state = 'pending' and r.expires_at > ${now}`,
    Prisma.sql`r.requester_id <> ${person.id}::uuid and ${person.id}::uuid <> all (r.beneficiary_ids)`,
    Prisma.sql`not exists (
      select from request_decision d
      where d.organization_id = r.organization_id and d.request_id = r.id and d.decider_id = ${person.id}::uuid)`,
    Prisma.sql`(
      select s.approver_role::text from request_stage s
      where s.organization_id = r.organization_id and s.request_id = r.id and s.quorum > (
        select count(*) from request_decision d
        where d.organization_id = s.organization_id and d.request_id = s.request_id
          and d.stage_position = s.position and d.decision = 'approve')
      order by s.position limit 1
    ) = any (${[...person.roles]}::text[])`,
  ];
}

/** The grants a request led to, oldest first. */
export async function findGrantsOf(tx: Tx, organizationId: string, requestId: string) {
  return tx.grant.findMany({
    where: { organizationId, requestId },
    orderBy: { id: "asc" },
    take: 200,
    select: {
      id: true,
      kind: true,
      state: true,
      stateReason: true,
      expiresAt: true,
      tool: { select: { name: true } },
      consumer: { select: { name: true } },
    },
  });
}

/** Servers with a pending request for something that has changed since, at most `limit`. */
export async function findServersWithStaleRequests(
  tx: Tx,
  organizationId: string,
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct r.server_id as id
    from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
    left join tool t on t.organization_id = i.organization_id and t.id = i.tool_id
    where r.organization_id = ${organizationId}::uuid and r.state = 'pending'
      and (i.server_digest <> s.identity_digest or i.tool_digest <> t.digest or t.state = 'removed')
    limit ${limit}`;
  return rows.map((row) => row.id);
}

/** Consumers by id, with who answers for each. */
export async function findConsumers(tx: Tx, organizationId: string, ids: readonly string[]) {
  return tx.consumer.findMany({
    where: { organizationId, id: { in: [...ids] } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, slug: true, name: true, kind: true, owner: person },
  });
}
