import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { Impact, ToolState } from "../kernel/generated/enums.ts";
import type { ImpactReason } from "./impact.ts";
import type { ToolDefinition } from "./tool-definition.ts";
import type { KnownTool } from "./tool-recording.ts";

/** More than a server may offer (2,000) with as many that it no longer does. */
const TOOL_LIMIT = 5_000;

const factColumns = {
  id: true,
  serverId: true,
  name: true,
  title: true,
  description: true,
  definition: true,
  digest: true,
  claimedImpact: true,
  suggestedImpact: true,
  reviewedImpact: true,
  impactReasons: true,
  reviewedById: true,
  state: true,
  stateReason: true,
  version: true,
} satisfies Prisma.ToolSelect;

type ToolRow = Prisma.ToolGetPayload<{ select: typeof factColumns }>;

export async function listToolFacts(
  tx: Tx,
  serverId: string,
  toolIds?: readonly string[],
): Promise<KnownTool[]> {
  const rows = await tx.tool.findMany({
    where: { serverId, ...(toolIds === undefined ? {} : { id: { in: [...toolIds] } }) },
    select: factColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: TOOL_LIMIT,
  });
  return rows.map(toFacts);
}

/**
 * What a new look is compared with: tools that are offered, and removed ones whose name is offered again. Locked until
 * commit: what is decided of one of them meanwhile waits, and is not written over.
 */
export async function lockToolsToCompare(
  tx: Tx,
  serverId: string,
  names: readonly string[],
): Promise<KnownTool[]> {
  await tx.$queryRaw`
    select id from tool where server_id = ${serverId}::uuid and (state <> 'removed' or name = any (${names}::text[]))
    order by id for no key update`;
  const rows = await tx.tool.findMany({
    where: { serverId, OR: [{ state: { not: "removed" } }, { name: { in: [...names] } }] },
    select: factColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(toFacts);
}

/** @throws AppError `not_found` */
export async function loadToolFacts(tx: Tx, id: string): Promise<KnownTool> {
  const row = await tx.tool.findFirst({ where: { id }, select: factColumns });
  if (row === null) throw notFound("tool");
  return toFacts(row);
}

function toFacts({ definition, impactReasons, reviewedById, ...row }: ToolRow): KnownTool {
  return {
    ...row,
    // Only record-tools writes these two columns, from values of exactly these types.
    definition: definition as unknown as ToolDefinition,
    impactReasons: impactReasons as unknown as ImpactReason[],
    isOverridden: reviewedById !== null,
  };
}

/** Saves if nobody else has saved since it was read; @throws AppError `conflict` otherwise. */
export async function saveTool(
  tx: Tx,
  read: { id: string; version: number; state: ToolState },
  data: Prisma.ToolUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.tool.updateMany({
    where: { id: read.id, version: read.version, state: read.state },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("tool");
}

export async function listReachableImpacts(tx: Tx, serverId: string): Promise<Impact[]> {
  const rows = await tx.tool.findMany({
    where: { serverId, state: { in: ["enabled", "pending", "suspended"] } },
    distinct: ["reviewedImpact"],
    select: { reviewedImpact: true },
  });
  return rows.map((row) => row.reviewedImpact);
}
