import { inTenant, type Tx } from "#lib/kernel/db.ts";
import type { ToolUse, UsageBatch } from "./usage.ts";

/** Pairs in one statement. */
const CHUNK = 5_000;

/**
 * Adds a batch to what is on record, all of it or nothing. No command, because it decides nothing and nobody asked for
 * it: an entry in the audit trail every few seconds would drown what people did. Rows are written in one order, so that
 * processes that write at the same time wait for each other and do not lock each other out.
 */
export async function saveUsage({ organizationId, uses, tokens }: UsageBatch): Promise<void> {
  const rows = uses.toSorted((a, b) => compare(a.toolId, b.toolId) || compare(a.consumerId, b.consumerId));
  await inTenant(organizationId, "write", async (tx) => {
    for (let start = 0; start < rows.length; start += CHUNK) {
      await addUses(tx, organizationId, rows.slice(start, start + CHUNK));
    }
    if (tokens.size > 0) await stampTokens(tx, organizationId, tokens);
  });
}

/** What is not there any more is left out: it would keep everything else from being written. */
async function addUses(tx: Tx, organizationId: string, uses: readonly ToolUse[]): Promise<void> {
  await tx.$executeRaw`
    insert into tool_use as u
      (organization_id, tool_id, consumer_id, allowed, denied, last_allowed_at, last_denied_at)
    select ${organizationId}::uuid, r."toolId", r."consumerId", r.allowed, r.denied,
      to_timestamp(r."lastAllowedAt" / 1000), to_timestamp(r."lastDeniedAt" / 1000)
    from jsonb_to_recordset(${JSON.stringify(uses)}::jsonb) as r ("toolId" uuid, "consumerId" uuid, allowed bigint,
      denied bigint, "lastAllowedAt" float8, "lastDeniedAt" float8)
    where exists (select from tool t where t.organization_id = ${organizationId}::uuid and t.id = r."toolId")
      and exists (select from consumer c where c.organization_id = ${organizationId}::uuid and c.id = r."consumerId")
    order by r."toolId", r."consumerId"
    on conflict (organization_id, tool_id, consumer_id) do update set
      allowed = u.allowed + excluded.allowed, denied = u.denied + excluded.denied,
      last_allowed_at = greatest(u.last_allowed_at, excluded.last_allowed_at),
      last_denied_at = greatest(u.last_denied_at, excluded.last_denied_at)`;
}

/** At most once a minute each, as everywhere else. */
async function stampTokens(
  tx: Tx,
  organizationId: string,
  tokens: ReadonlyMap<string, number>,
): Promise<void> {
  const used = JSON.stringify([...tokens].map(([id, at]) => ({ id, at })));
  await tx.$executeRaw`
    update service_token t set last_used_at = to_timestamp(r.at / 1000)
    from jsonb_to_recordset(${used}::jsonb) as r (id uuid, at float8)
    where t.organization_id = ${organizationId}::uuid and t.id = r.id
      and (t.last_used_at is null or t.last_used_at < to_timestamp(r.at / 1000) - interval '1 minute')`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
