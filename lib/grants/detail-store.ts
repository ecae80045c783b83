import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";

const approvalColumns = {
  policySnapshot: true,
  isAutomatic: true,
  durationDays: true,
  submittedAt: true,
  decidedAt: true,
  stages: { orderBy: { position: "asc" }, select: { position: true, name: true, quorum: true } },
  decisions: {
    orderBy: { decidedAt: "asc" },
    select: {
      stagePosition: true,
      decision: true,
      reason: true,
      durationDays: true,
      decidedAt: true,
      onBehalfOf: { select: { id: true, name: true } },
      decider: { select: { id: true, name: true, email: true, isActive: true } },
    },
  },
} as const satisfies Prisma.RequestSelect;

export type ApprovalRow = Prisma.RequestGetPayload<{ select: typeof approvalColumns }>;

/** The request that a grant came from, as it was decided. */
export async function findApproval(
  tx: Tx,
  organizationId: string,
  requestId: string,
): Promise<ApprovalRow | null> {
  return tx.request.findUnique({
    where: { organizationId_id: { organizationId, id: requestId } },
    select: approvalColumns,
  });
}

/** A later grant for the same thing that is not revoked: what took the place of one that has ended. */
export async function findReplacement(
  tx: Tx,
  organizationId: string,
  grantId: string,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select n.id from grants g
    join grants n on n.organization_id = g.organization_id and n.server_id = g.server_id and n.kind = g.kind
      and n.tool_id is not distinct from g.tool_id and n.consumer_id is not distinct from g.consumer_id
      and n.scope_name is not distinct from g.scope_name
      and (n.granted_at, n.id) > (g.granted_at, g.id) and n.state <> 'revoked'
    where g.organization_id = ${organizationId}::uuid and g.id = ${grantId}::uuid and g.state = 'revoked'
    order by n.granted_at desc limit 1`;
  return row?.id ?? null;
}
