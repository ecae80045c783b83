import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";

const person = { select: { id: true, name: true, email: true, isActive: true } };

const serverColumns = {
  id: true,
  slug: true,
  name: true,
  purpose: true,
  state: true,
  stateReason: true,
  environment: true,
  criticality: true,
  team: true,
  transport: true,
  command: true,
  args: true,
  url: true,
  packageRegistry: true,
  packageName: true,
  packageVersion: true,
  identityDigest: true,
  dataClasses: true,
  tags: true,
  ownerId: true,
  backupOwnerId: true,
  nextReviewOn: true,
  lastReviewedOn: true,
  lastReview: { select: { id: true, name: true } },
  lastSeenAt: true,
  lastIntrospectedAt: true,
  registeredAt: true,
  updatedAt: true,
  retireAskedAt: true,
  retireReason: true,
  retireOn: true,
  retireAskedBy: person,
  endedAt: true,
  version: true,
  owner: person,
  backupOwner: person,
  registeredBy: person,
  serverRole: {
    select: {
      id: true,
      slug: true,
      name: true,
      description: true,
      maxImpact: true,
      maxScopeBreadth: true,
      maxCredentialDays: true,
    },
  },
} satisfies Prisma.ServerSelect;

export type ServerPageRow = Prisma.ServerGetPayload<{ select: typeof serverColumns }>;

/** @throws AppError `not_found` */
export async function loadServerPage(tx: Tx, slug: string): Promise<ServerPageRow> {
  const row = await tx.server.findFirst({ where: { slug }, select: serverColumns });
  if (row === null) throw notFound("server");
  return row;
}

/** The server of a credential, and the ceiling it has been given. */
export async function loadCredentialServer(tx: Tx, id: string) {
  const row = await tx.server.findFirst({
    where: { id },
    select: {
      id: true,
      slug: true,
      name: true,
      state: true,
      environment: true,
      ownerId: true,
      backupOwnerId: true,
      owner: person,
      serverRole: { select: { name: true, maxCredentialDays: true } },
    },
  });
  if (row === null) throw notFound("server");
  return row;
}

const toolColumns = {
  id: true,
  name: true,
  title: true,
  description: true,
  digest: true,
  claimedImpact: true,
  suggestedImpact: true,
  reviewedImpact: true,
  impactReasons: true,
  reviewReason: true,
  reviewedBy: { select: { id: true, name: true, email: true, isActive: true } },
  state: true,
  stateReason: true,
  firstSeenAt: true,
  lastSeenAt: true,
  changedAt: true,
  version: true,
  _count: { select: { versions: true } },
} satisfies Prisma.ToolSelect;

export type ToolPageRow = Prisma.ToolGetPayload<{ select: typeof toolColumns }>;

/** A server offers 2,000 at most; removed tools come last and fill what is left. */
const TOOL_LIMIT = 2_500;

export async function listToolPageRows(tx: Tx, serverId: string): Promise<ToolPageRow[]> {
  const offered = await tx.tool.findMany({
    where: { serverId, state: { not: "removed" } },
    select: toolColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: TOOL_LIMIT,
  });
  const removed = await tx.tool.findMany({
    where: { serverId, state: "removed" },
    select: toolColumns,
    orderBy: [{ changedAt: "desc" }, { id: "asc" }],
    take: TOOL_LIMIT - offered.length,
  });
  return [...offered, ...removed];
}

/** Versions listed of one tool, newest first; older ones are found by their number. */
const VERSIONS_LISTED = 100;

const toolDetailColumns = {
  ...toolColumns,
  definition: true,
  server: { select: { id: true, slug: true, name: true, state: true } },
  versions: {
    select: { id: true, name: true, digest: true, change: true, seenAt: true },
    orderBy: [{ seenAt: "desc" as const }, { id: "desc" as const }],
    take: VERSIONS_LISTED,
  },
} satisfies Prisma.ToolSelect;

type ToolDetailRow = Prisma.ToolGetPayload<{ select: typeof toolDetailColumns }>;

/** @throws AppError `not_found` when the server of this slug has no such tool */
export async function loadToolDetail(tx: Tx, slug: string, id: string): Promise<ToolDetailRow> {
  const row = await tx.tool.findFirst({ where: { id, server: { slug } }, select: toolDetailColumns });
  if (row === null) throw notFound("tool");
  return row;
}

/** How many definitions a tool was seen with. @throws AppError `not_found` when the server has no such tool */
export async function countToolVersions(tx: Tx, slug: string, id: string): Promise<number> {
  const row = await tx.tool.findFirst({
    where: { id, server: { slug } },
    select: { _count: { select: { versions: true } } },
  });
  if (row === null) throw notFound("tool");
  return row._count.versions;
}

/** One definition of a tool by its number, counted from 1, the first seen. */
export async function findToolVersion(tx: Tx, toolId: string, number: number) {
  return tx.toolVersion.findFirst({
    where: { toolId },
    select: { definition: true, change: true, seenAt: true },
    orderBy: [{ seenAt: "asc" }, { id: "asc" }],
    skip: number - 1,
  });
}
