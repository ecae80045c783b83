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

/** Of these reviewers of a running review, the people for whom something waits: for whoever is away their delegate. */
export async function loadAnswering(
  tx: Tx,
  campaignId: string,
  reviewerIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct p.person_id as id
    from people_with_work(${campaignId}::uuid, ${reviewerIds}::uuid[], ${at}) p order by id`;
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
    select w.reviewer_id as id
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m("campaignId" uuid, since timestamptz)
    join waiting_count w on w.campaign_id = m."campaignId"
    join users u on u.organization_id = w.organization_id and u.id = w.reviewer_id and u.is_active
    where ${after === null ? Prisma.sql`true` : Prisma.sql`w.reviewer_id > ${after}::uuid`}
      and not exists (
        select from campaign_notice n
        where n.organization_id = w.organization_id and n.campaign_id = w.campaign_id and n.at >= m.since
          and w.reviewer_id = coalesce(n.for_id, n.person_id))
    group by w.reviewer_id order by w.reviewer_id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Running reviews in which something waits for any of these people. */
export async function loadCampaignsOf(tx: Tx, reviewerIds: readonly string[]) {
  return tx.$queryRaw<{ id: string; name: string; stageEndsAt: Date }[]>`
    select c.id, c.name, c.stage_ends_at as "stageEndsAt"
    from campaign c
    where exists (
      select from waiting_count w
      where w.organization_id = c.organization_id and w.campaign_id = c.id and w.reviewer_id = any (${reviewerIds}::uuid[]))
    order by c.stage_ends_at, c.id limit 500`;
}
