import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignNoticeKind } from "#lib/kernel/generated/enums.ts";

export interface Noted {
  /** Who is told: the reviewer, or the delegate of one who is away. */
  toldId: string;
  /** In whose place. */
  toldForId: string | null;
  /** Items that wait. */
  waiting: number;
}

/**
 * Writes down who is told that something waits for them in the open stage: these reviewers, or all (null). Gives those for
 * whom something does; of a reminder, those who were not reminded on that day (`2026-11-30`) yet.
 */
export async function noteNotices(
  tx: Tx,
  campaignId: string,
  kind: CampaignNoticeKind,
  reviewerIds: readonly string[] | null,
  { day, at }: { day: string; at: Date },
): Promise<Noted[]> {
  return tx.$queryRaw<Noted[]>`
    select told_id as "toldId", told_for_id as "toldForId", waiting
    from note_campaign_notices(${campaignId}::uuid, ${kind}::campaign_notice_kind, ${reviewerIds}::uuid[], ${day}::date, ${at})`;
}

/** Of these reviewers, the people who answer now: whoever is away leaves it to their delegate. */
export async function loadAnswering(tx: Tx, reviewerIds: readonly string[], at: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct coalesce(a.delegate_id, r.id) as id
    from unnest(${reviewerIds}::uuid[]) r(id)
    left join absence a on a.user_id = r.id and a.starts_at <= ${at} and ${at} < a.ends_at
      and may_review(a.organization_id, a.delegate_id)
    order by id`;
  return rows.map(({ id }) => id);
}

/** A review, and since when whoever has work left in it should have been told again. */
export interface ReminderMark {
  campaignId: string;
  since: Date;
}

/** Reviewers for whom something waits and who were not told of it since then, at most `limit`, behind an id. */
export async function loadReviewersToRemind(
  tx: Tx,
  marks: readonly ReminderMark[],
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select t.reviewer_id as id
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m("campaignId" uuid, since timestamptz)
    join campaign c on c.id = m."campaignId" and c.state = 'running'
    join campaign_tally t on t.organization_id = c.organization_id and t.campaign_id = c.id and t.stage = c.stage
      and t.decision = 'undecided' and t.outcome = 'none' and t.count > 0
    join users u on u.organization_id = t.organization_id and u.id = t.reviewer_id and u.is_active
    where ${after === null ? Prisma.sql`true` : Prisma.sql`t.reviewer_id > ${after}::uuid`}
      and not exists (
        select from campaign_notice n
        where n.organization_id = c.organization_id and n.campaign_id = c.id and n.at >= m.since
          and t.reviewer_id = coalesce(n.for_id, n.person_id))
    group by t.reviewer_id order by t.reviewer_id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Running reviews in which something waits for any of these people. */
export async function loadCampaignsOf(tx: Tx, reviewerIds: readonly string[]) {
  return tx.$queryRaw<{ id: string; name: string; stageEndsAt: Date }[]>`
    select c.id, c.name, c.stage_ends_at as "stageEndsAt"
    from campaign c
    where c.state = 'running' and exists (
      select from campaign_tally t
      where t.organization_id = c.organization_id and t.campaign_id = c.id and t.stage = c.stage
        and t.reviewer_id = any (${reviewerIds}::uuid[]) and t.decision = 'undecided' and t.outcome = 'none' and t.count > 0)
    order by c.stage_ends_at, c.id limit 500`;
}
