import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";

const ENDPOINT = {
  organizationId: true,
  id: true,
  name: true,
  url: true,
  eventTypes: true,
  secretVersion: true,
  previousUntil: true,
  state: true,
  disabledReason: true,
  failingSince: true,
  failureCount: true,
  pausedUntil: true,
  version: true,
  createdAt: true,
  createdBy: { select: { name: true } },
} as const satisfies Prisma.WebhookEndpointSelect;

export type EndpointRow = Prisma.WebhookEndpointGetPayload<{ select: typeof ENDPOINT }>;

/** @throws AppError `not_found` */
export async function loadEndpoint(tx: Tx, id: string): Promise<EndpointRow> {
  const found = await tx.webhookEndpoint.findFirst({ where: { id }, select: ENDPOINT });
  if (found === null) throw notFound("webhook");
  return found;
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockEndpoint(tx: Tx, id: string): Promise<EndpointRow> {
  await tx.$queryRaw`select from webhook_endpoint where id = ${id}::uuid for update`;
  return loadEndpoint(tx, id);
}

export async function listEndpointRows(tx: Tx): Promise<EndpointRow[]> {
  return tx.webhookEndpoint.findMany({ select: ENDPOINT, orderBy: { name: "asc" }, take: 100 });
}

/** Of the organization that is registering one: it registers one at a time until the transaction ends. */
export async function countEndpointsToAdd(tx: Tx, organizationId: string): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('register-webhook:' || ${organizationId}, 0))`;
  return tx.webhookEndpoint.count();
}

interface NewEndpoint {
  organizationId: string;
  id: string;
  name: string;
  url: string;
  eventTypes: string[];
  createdById: string;
  createdAt: Date;
}

/** False when another has the name. */
export async function insertEndpoint(tx: Tx, endpoint: NewEndpoint): Promise<boolean> {
  const { count } = await tx.webhookEndpoint.createMany({
    data: [{ ...endpoint, secretVersion: 1, state: "active", version: 1 }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Changes what an administrator changes. @throws AppError `conflict` when somebody was quicker */
export async function saveEndpoint(
  tx: Tx,
  { id, version }: { id: string; version: number },
  data: Pick<
    Prisma.WebhookEndpointUpdateManyMutationInput,
    | "name"
    | "url"
    | "eventTypes"
    | "secretVersion"
    | "previousUntil"
    | "state"
    | "disabledReason"
    | "failingSince"
    | "failureCount"
    | "pausedUntil"
  >,
): Promise<void> {
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0) throw conflict("webhook");
}

/** Writes down how an endpoint answers; no change of what an administrator set. */
export async function saveHealth(
  tx: Tx,
  id: string,
  health: { failingSince: Date | null; failureCount: number; pausedUntil: Date | null },
): Promise<void> {
  await tx.webhookEndpoint.updateMany({ where: { id }, data: health });
}

/** With everything that was ever sent to it. */
export async function removeEndpoint(tx: Tx, id: string): Promise<void> {
  await tx.webhookEndpoint.deleteMany({ where: { id } });
}
