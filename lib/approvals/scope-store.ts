import type { Tx } from "#lib/kernel/db.ts";

export interface WaitingScope {
  name: string;
  requestId: string;
}

/** The scopes that pending requests, still in time or not, ask for on a server. */
export async function findWaitingScopes(
  tx: Tx,
  organizationId: string,
  serverId: string,
): Promise<WaitingScope[]> {
  const items = await tx.requestItem.findMany({
    where: { organizationId, scopeName: { not: null }, request: { serverId, state: "pending" } },
    orderBy: { id: "asc" },
    take: 500,
    select: { scopeName: true, requestId: true },
  });
  return items.flatMap(({ scopeName, requestId }) =>
    scopeName === null ? [] : [{ name: scopeName, requestId }],
  );
}

/** Whoever put these scopes on record by hand: what they said of the breadth chooses whom a request asks. */
export async function findScopeMakers(
  tx: Tx,
  organizationId: string,
  scopeIds: readonly string[],
): Promise<string[]> {
  if (scopeIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    select distinct coalesce((e.detail ->> 'requesterId')::uuid, e.actor_id) as "personId"
    from audit_event e
    where e.organization_id = ${organizationId}::uuid and e.subject_kind = 'scope'
      and e.subject_id = any (${[...scopeIds]}::uuid[]) and e.type = 'scope.added' and e.actor_kind = 'person'`;
  return rows.map((row) => row.personId);
}

/** The tools that were in force on a server at that time and still are, by name: what a scope is decided together with. */
export async function findToolsInForce(tx: Tx, organizationId: string, serverId: string, since: Date) {
  const grants = await tx.grant.findMany({
    where: {
      organizationId,
      serverId,
      kind: "tool",
      state: "active",
      originKind: { not: "break_glass" },
      grantedAt: { lte: since },
    },
    orderBy: { tool: { name: "asc" } },
    take: 200,
    select: { tool: { select: { id: true, name: true, reviewedImpact: true } } },
  });
  return grants.flatMap(({ tool }) =>
    tool === null ? [] : [{ id: tool.id, name: tool.name, impact: tool.reviewedImpact }],
  );
}
