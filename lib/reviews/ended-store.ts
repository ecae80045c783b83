import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { ENDED_BEFORE, EXPIRED_BEFORE } from "./closing.ts";

/** Items that one statement takes off. */
export const ENDED_AT_ONCE = 5_000;

/** What ended in the hour before a population was frozen may have been written after it was read. */
const MARGIN_MS = 60 * 60_000;

interface Ended {
  campaignId: string;
  /** Only what ended since this moment; what a review asks about was in force when it was frozen. */
  since: Date;
  /** Only this server's things; null for all. */
  serverId: string | null;
  now: Date;
}

/**
 * Says of what ended for good or expired meanwhile that nothing needs doing, at most `ENDED_AT_ONCE` items: it begins with
 * what ended, whatever the size of the review. A grant that was carried on or replaced ended with what stood in its place.
 * Gives how many.
 */
export async function settleEnded(
  tx: Tx,
  organizationId: string,
  { campaignId, since, serverId, now }: Ended,
): Promise<number> {
  const from = new Date(since.getTime() - MARGIN_MS);
  const which = (since: Prisma.Sql, server: Prisma.Sql) =>
    serverId === null
      ? Prisma.sql`${since} >= ${from}::timestamptz`
      : Prisma.sql`${server} = ${serverId}::uuid`;
  return tx.$executeRaw`
    with ended as materialized (
      select g.id, false as is_expired from grants g
      where g.organization_id = ${organizationId}::uuid and g.state = 'revoked'
        and ${which(Prisma.sql`g.revoked_at`, Prisma.sql`g.server_id`)}
      union all
      select g.id, true from grants g
      where g.organization_id = ${organizationId}::uuid and g.state in ('active', 'suspended') and g.expires_at <= ${now}
        and ${which(Prisma.sql`g.expires_at`, Prisma.sql`g.server_id`)}
      union all
      select c.id, false from credential c
      where c.organization_id = ${organizationId}::uuid and c.state = 'revoked'
        and ${which(Prisma.sql`c.revoked_at`, Prisma.sql`c.server_id`)}
      union all
      select s.id, false from server s
      where s.organization_id = ${organizationId}::uuid and s.state in ('revoked', 'retired')
        and ${which(Prisma.sql`s.updated_at`, Prisma.sql`s.id`)}
    ), page as materialized (
      select i.id, e.is_expired from ended e
      cross join lateral (
        select i.id, i.subject_kind from campaign_item i
        where i.organization_id = ${organizationId}::uuid and i.campaign_id = ${campaignId}::uuid and i.subject_id = e.id
          and i.outcome is null
        limit 1
      ) i
      where review_thing_ended(${organizationId}::uuid, i.subject_kind, e.id, ${now})
      limit ${ENDED_AT_ONCE}
    )
    update campaign_item i set outcome = 'not_needed', outcome_at = ${now}, version = i.version + 1,
      outcome_detail = case when p.is_expired then ${EXPIRED_BEFORE} else ${ENDED_BEFORE} end
    from page p
    where i.organization_id = ${organizationId}::uuid and i.id = p.id and i.outcome is null`;
}
