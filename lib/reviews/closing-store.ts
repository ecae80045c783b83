import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignRow } from "./store.ts";

type Held = Pick<CampaignRow, "id" | "version" | "state">;

/** False when somebody changed the campaign since it was read. */
export async function saveClosing(
  tx: Tx,
  organizationId: string,
  { id, version, state }: Held,
  data: Prisma.CampaignUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await tx.campaign.updateMany({
    where: { organizationId, id, version, state },
    data: { ...data, version: version + 1 },
  });
  return count === 1;
}

/** Of a campaign: items without an outcome, and those that failed. */
export async function loadLeft(tx: Tx, campaignId: string): Promise<{ open: number; failed: number }> {
  const [row] = await tx.$queryRaw<{ open: bigint; failed: bigint }[]>`
    select coalesce(sum(count) filter (where outcome = 'none'), 0)::bigint as open,
      coalesce(sum(count) filter (where outcome = 'failed'), 0)::bigint as failed
    from campaign_tally where campaign_id = ${campaignId}::uuid`;
  return { open: Number(row?.open ?? 0n), failed: Number(row?.failed ?? 0n) };
}

/**
 * Closing reviews that nobody moved on since then and that do not wait for a person: their worker was stopped, or what
 * failed is due again.
 */
export async function loadStalledClosings(tx: Tx, before: Date, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select c.id from campaign c
    where c.state = 'closing' and (
      c.closing_progress_at < ${before} and (
        c.closed_up_to < c.population_count
        or exists (select from campaign_item i
          where i.organization_id = c.organization_id and i.campaign_id = c.id and i.done_at is not null and i.outcome is null)
        or not exists (select from campaign_tally t
          where t.organization_id = c.organization_id and t.campaign_id = c.id and t.count > 0
            and (t.outcome = 'none' or t.outcome = 'failed' and c.failures_accepted_by_id is null)))
      or exists (select from campaign_item i
        where i.organization_id = c.organization_id and i.campaign_id = c.id and i.next_attempt_at <= ${now} and i.outcome is null))
    order by c.closing_progress_at limit 20`;
  return rows.map(({ id }) => id);
}

/** Running reviews that ask about anything of this server, at most 100, and held until commit. */
export async function lockCampaignsAbout(
  tx: Tx,
  organizationId: string,
  serverId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select c.id from campaign c
    where c.organization_id = ${organizationId}::uuid and c.state = 'running' and exists (
      select from campaign_item i
      where i.organization_id = c.organization_id and i.campaign_id = c.id and i.outcome is null
        and i.subject_id = any (array(
          select id from grants where organization_id = ${organizationId}::uuid and server_id = ${serverId}::uuid
          union all select id from credential where organization_id = ${organizationId}::uuid and server_id = ${serverId}::uuid
          union all select ${serverId}::uuid)))
    order by c.id limit 100 for update of c`;
  return rows.map(({ id }) => id);
}
