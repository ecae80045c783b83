import { conflict, notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type {
  DecisionKind,
  RequestItemKind,
  RequestState,
  ScopeBreadth,
} from "#lib/kernel/generated/enums.ts";
import { newId } from "#lib/kernel/id.ts";
import type { RouteStage } from "./route.ts";

const person = { select: { id: true, name: true, email: true, isActive: true } } as const;

const requestColumns = {
  organizationId: true,
  id: true,
  serverId: true,
  requesterId: true,
  kind: true,
  cause: true,
  state: true,
  stateReason: true,
  title: true,
  justification: true,
  durationDays: true,
  impact: true,
  environment: true,
  criticality: true,
  isAutomatic: true,
  needsDistinctPeople: true,
  policySnapshot: true,
  beneficiaryIds: true,
  repairedByIds: true,
  serverOwnerIds: true,
  replacesId: true,
  stuckToldAt: true,
  submittedAt: true,
  decidedAt: true,
  expiresAt: true,
  version: true,
  items: {
    orderBy: { id: "asc" },
    select: {
      id: true,
      kind: true,
      toolId: true,
      toolDigest: true,
      serverDigest: true,
      consumerId: true,
      consumerName: true,
      consumerKind: true,
      grantId: true,
      definition: true,
      previousDefinition: true,
      scopeName: true,
      scopeSystem: true,
      scopeBreadth: true,
      isScopeHeld: true,
      resultingDigest: true,
    },
  },
  stages: {
    orderBy: { position: "asc" },
    select: {
      position: true,
      name: true,
      quorum: true,
      needsStepUp: true,
      needsReason: true,
      remindedAt: true,
      escalatedAt: true,
    },
  },
  decisions: {
    orderBy: { decidedAt: "asc" },
    select: {
      deciderId: true,
      onBehalfOfId: true,
      stagePosition: true,
      decision: true,
      reason: true,
      durationDays: true,
      decidedAt: true,
    },
  },
} as const satisfies Prisma.RequestSelect;

type BareRow = Prisma.RequestGetPayload<{ select: typeof requestColumns }>;
type BareVote = BareRow["decisions"][number];
type Person = Prisma.UserGetPayload<typeof person>;

export interface RequestRow extends Omit<BareRow, "items" | "decisions"> {
  requester: Person;
  /** Each with the consumer it is for, and the grant that it would carry on. */
  items: (BareRow["items"][number] & {
    consumer: { name: string } | null;
    grant: { expiresAt: Date } | null;
  })[];
  decisions: (BareVote & { decider: Person; onBehalfOf: Person | null })[];
}

/** A request with the answer that was given a moment ago, by whomever. */
export type AnsweredRequest = Omit<RequestRow, "decisions"> & {
  decisions: readonly { durationDays: number | null }[];
};

/** @throws AppError `not_found` */
export async function loadRequest(tx: Tx, organizationId: string, id: string): Promise<RequestRow> {
  const row = await tx.request.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: requestColumns,
  });
  if (row === null) throw notFound("request");
  return withPeopleAndGrants(tx, row);
}

/** In one statement for all people, and one each for consumers and grants where it is about any. */
async function withPeopleAndGrants(tx: Tx, row: BareRow): Promise<RequestRow> {
  const { organizationId } = row;
  const peopleIds = row.decisions.flatMap(({ deciderId, onBehalfOfId }) => [deciderId, onBehalfOfId ?? []]);
  const people = await tx.user.findMany({
    where: { organizationId, id: { in: [...new Set([row.requesterId, ...peopleIds.flat()])] } },
    ...person,
  });
  const grantIds = row.items.flatMap(({ grantId }) => grantId ?? []);
  const grants =
    grantIds.length === 0
      ? []
      : await tx.grant.findMany({
          where: { organizationId, id: { in: grantIds } },
          select: { id: true, expiresAt: true },
        });
  const consumerIds = row.items.flatMap(({ consumerId }) => consumerId ?? []);
  const consumers =
    consumerIds.length === 0
      ? []
      : await tx.consumer.findMany({
          where: { organizationId, id: { in: consumerIds } },
          select: { id: true, name: true },
        });
  const consumerOf = new Map(consumers.map(({ id, name }) => [id, { name }]));
  const grantOf = new Map(grants.map(({ id, expiresAt }) => [id, { expiresAt }]));
  const byId = new Map(people.map((one) => [one.id, one]));
  const personOf = (id: string): Person => {
    const found = byId.get(id);
    // A foreign key holds them.
    if (found === undefined) throw new Error("a request names somebody who is not there");
    return found;
  };
  return {
    ...row,
    requester: personOf(row.requesterId),
    items: row.items.map((item) => ({
      ...item,
      consumer: consumerOf.get(item.consumerId ?? "") ?? null,
      grant: grantOf.get(item.grantId ?? "") ?? null,
    })),
    decisions: row.decisions.map((vote) => ({
      ...vote,
      decider: personOf(vote.deciderId),
      onBehalfOf: vote.onBehalfOfId === null ? null : personOf(vote.onBehalfOfId),
    })),
  };
}

/** Loads one request and holds its row until commit, so that two who decide at once are counted one after the other. */
export async function lockRequest(tx: Tx, organizationId: string, id: string): Promise<RequestRow> {
  await tx.$queryRaw`
    select id from request where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
  return loadRequest(tx, organizationId, id);
}

export interface NewRequest
  extends Omit<Prisma.RequestUncheckedCreateInput, "items" | "stages" | "decisions" | "grants"> {
  id: string;
}

export interface NewItem {
  kind: RequestItemKind;
  toolId: string | null;
  toolDigest: string | null;
  serverDigest: string;
  consumerId: string | null;
  /** The grant in force that it carries on. */
  grantId: string | null;
  definition: Prisma.InputJsonValue | null;
  previousDefinition: Prisma.InputJsonValue | null;
  scopeName: string | null;
  scopeSystem: string | null;
  scopeBreadth: ScopeBreadth | null;
  isScopeHeld: boolean | null;
  resultingDigest: string | null;
}

export async function insertRequest(
  tx: Tx,
  request: NewRequest,
  items: readonly NewItem[],
  stages: readonly RouteStage[],
): Promise<void> {
  const { organizationId, id: requestId } = request;
  await tx.request.create({ data: request });
  await tx.requestStage.createMany({
    data: stages.map(({ position, name, quorum, from, needsStepUp, needsReason }) => ({
      organizationId,
      requestId,
      position,
      name,
      quorum,
      approvers: from,
      needsStepUp,
      needsReason,
    })),
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

export interface NewDecision {
  deciderId: string;
  onBehalfOfId: string | null;
  decision: DecisionKind;
  stagePosition: number;
  reason: string;
  /** Null leaves the time as it is. */
  durationDays: number | null;
  decidedAt: Date;
}

export async function insertDecision(
  tx: Tx,
  organizationId: string,
  request: { id: string; requesterId: string },
  vote: NewDecision,
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

/** More than a request grants, or carries on. */
const GRANTS_MAX = 500;

/** The grants a request led to, oldest first: all of them. */
export async function findGrantsOf(tx: Tx, organizationId: string, requestId: string) {
  return tx.grant.findMany({
    where: { organizationId, requestId },
    orderBy: { id: "asc" },
    take: GRANTS_MAX,
    select: {
      id: true,
      kind: true,
      state: true,
      stateReason: true,
      expiresAt: true,
      scopeName: true,
      tool: { select: { name: true } },
      consumer: { select: { name: true } },
    },
  });
}
