import type { Tx } from "#lib/kernel/db.ts";

/**
 * Suspends these grants, which the caller holds, in one statement; those that are not active any more are left. `suspendedFor`
 * says what they wait for, where that brings them back by itself.
 */
export async function suspendGrantRows(
  tx: Tx,
  organizationId: string,
  grants: readonly { id: string; reason: string }[],
  now: Date,
  suspendedFor: "review_overdue" | null = null,
): Promise<void> {
  await tx.$executeRaw`
    update grants g set state = 'suspended', state_reason = n.reason, suspended_at = ${now}, suspended_by_id = null,
      suspended_for = ${suspendedFor}::text, version = g.version + 1
    from unnest(${grants.map(({ id }) => id)}::uuid[], ${grants.map(({ reason }) => reason)}::text[]) as n(id, reason)
    where g.organization_id = ${organizationId}::uuid and g.id = n.id and g.state = 'active'`;
}

/** Revokes these active grants, which the caller holds, in one statement. Gives how many. */
export async function endGrantRows(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
  reason: string,
  now: Date,
): Promise<number> {
  return tx.$executeRaw`
    update grants set state = 'revoked', state_reason = ${reason}, revoked_at = ${now}, version = version + 1
    where organization_id = ${organizationId}::uuid and id = any (${[...ids]}::uuid[]) and state = 'active'`;
}
