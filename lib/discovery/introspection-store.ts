import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { Offers } from "./offer-drift.ts";

export async function insertAllowedCommand(
  tx: Tx,
  row: {
    organizationId: string;
    digest: string;
    command: string;
    args: readonly string[];
    allowedById: string;
    allowedAt: Date;
  },
): Promise<boolean> {
  const { count } = await tx.allowedCommand.createMany({
    data: [{ ...row, args: [...row.args] }],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function isCommandAllowed(tx: Tx, organizationId: string, digest: string): Promise<boolean> {
  const row = await tx.allowedCommand.findUnique({
    where: { organizationId_digest: { organizationId, digest } },
    select: { digest: true },
  });
  return row !== null;
}

const introspectionColumns = {
  id: true,
  serverId: true,
  state: true,
  askedByName: true,
  askedAt: true,
  startedAt: true,
  askedDigest: true,
  finishedAt: true,
  durationMs: true,
  protocolVersion: true,
  serverName: true,
  serverVersion: true,
  toolCount: true,
  resourceCount: true,
  promptCount: true,
  templateCount: true,
  drift: true,
  warnings: true,
  errorCode: true,
  errorMessage: true,
} satisfies Prisma.IntrospectionSelect;

export type IntrospectionRow = Prisma.IntrospectionGetPayload<{ select: typeof introspectionColumns }>;

/** Queues an introspection; false when the server has one that is not finished, which the database lets be only one. */
export async function insertIntrospection(
  tx: Tx,
  row: { organizationId: string; id: string; serverId: string; askedByName: string; askedAt: Date },
): Promise<boolean> {
  const { count } = await tx.introspection.createMany({
    data: [{ ...row, state: "queued" }],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function loadIntrospection(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<IntrospectionRow> {
  const row = await tx.introspection.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: introspectionColumns,
  });
  if (row === null) throw notFound("introspection");
  return row;
}

export async function listIntrospectionRows(
  tx: Tx,
  serverId: string,
  limit: number,
): Promise<IntrospectionRow[]> {
  return tx.introspection.findMany({
    where: { serverId },
    select: introspectionColumns,
    orderBy: { askedAt: "desc" },
    take: limit,
  });
}

/** One page, newest first, by row comparison on the index of a server's looks. */
export async function listIntrospectionPage(
  tx: Tx,
  serverId: string,
  after: { askedAt: Date; id: string } | null,
  limit: number,
): Promise<IntrospectionRow[]> {
  const before =
    after === null ? Prisma.empty : Prisma.sql`and (asked_at, id) < (${after.askedAt}, ${after.id}::uuid)`;
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select id from introspection where server_id = ${serverId}::uuid ${before}
    order by asked_at desc, id desc limit ${limit}`;
  return tx.introspection.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
    select: introspectionColumns,
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
  });
}

/** What a server offered besides tools when it was last heard; null when it never was, or long ago. */
export async function loadLastOffers(tx: Tx, serverId: string): Promise<Offers | null> {
  const row = await tx.introspection.findFirst({
    where: { serverId, state: "succeeded" },
    orderBy: { askedAt: "desc" },
    select: { offers: true },
  });
  return (row?.offers ?? null) as Offers | null; // only finish-introspection writes it
}

/** Moves an introspection on, guarded by the state it must be in. */
export async function moveIntrospection(
  tx: Tx,
  introspection: { organizationId: string; id: string },
  from: "queued" | "running",
  data: Prisma.IntrospectionUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await tx.introspection.updateMany({ where: { ...introspection, state: from }, data });
  return count === 1;
}

/** Introspections nobody is working on; states as literals, for the partial index of unfinished ones. */
export async function listStaleIntrospections(
  tx: Tx,
  { startedBefore, askedBefore }: { startedBefore: Date; askedBefore: Date },
): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    select id from introspection
    where state in ('queued', 'running')
      and case state when 'running' then started_at < ${startedBefore} else asked_at < ${askedBefore} end
    limit 100`;
}
