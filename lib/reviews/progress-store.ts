import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import type { ReviewRisk, ReviewSubject } from "./campaign-definition.ts";
import type { DayOfAnswers } from "./progress.ts";
import { NOBODY } from "./staging-store.ts";
import { countsFor, type Voices } from "./waiting-store.ts";

/** Items of some part of a review: how many of them are answered, and how many wait. What is neither ended unanswered. */
export interface PartCount {
  items: number;
  answered: number;
  open: number;
}

/** Over `t`, lines of `partsOf`. */
const COUNTS = Prisma.sql`sum(t.items)::int as items, sum(t.answered)::int as answered, sum(t.open)::int as open`;

/** The tally of a campaign, and what of it waits. */
function partsOf(campaignId: string): Prisma.Sql {
  return Prisma.sql`(
    select t.reviewer_id, t.team, t.risk, t.subject_kind, t.count as items,
      case when t.decision <> 'undecided' then t.count else 0 end as answered, 0 as open
    from campaign_tally t where t.campaign_id = ${campaignId}::uuid
    union all
    select w.reviewer_id, w.team, w.risk, w.subject_kind, 0, 0, w.count
    from waiting_count w where w.campaign_id = ${campaignId}::uuid)`;
}

export interface ReviewerCount extends PartCount {
  id: string;
  name: string;
  openHigh: number;
  answers: number;
  hasty: number;
  inBulk: number;
  lastAt: Date | null;
}

/** Reviewers with most open first, from behind one. */
export async function loadReviewerCounts(
  tx: Tx,
  campaignId: string,
  page: { after: { open: number; id: string } | null; limit: number },
): Promise<ReviewerCount[]> {
  const { after } = page;
  const behind =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(-n.open, n.reviewer_id) > (${-after.open}::int, ${after.id}::uuid)`;
  return tx.$queryRaw<ReviewerCount[]>`
    select n.reviewer_id as id, u.name, n.items, n.answered, n.open, n."openHigh", coalesce(d.answers, 0)::int as answers,
      coalesce(d.hasty, 0)::int as hasty, coalesce(d.in_bulk, 0)::int as "inBulk", d.last_at as "lastAt"
    from (
      select t.reviewer_id, ${COUNTS},
        coalesce(sum(t.open) filter (where t.risk = 'high'), 0)::int as "openHigh"
      from ${partsOf(campaignId)} t where t.reviewer_id <> ${NOBODY}::uuid
      group by t.reviewer_id having sum(t.items) > 0
    ) n
    join users u on u.id = n.reviewer_id
    left join (
      select d.user_id, sum(d.answers) as answers, sum(d.hasty) as hasty, sum(d.in_bulk) as in_bulk, max(d.last_at) as last_at
      from campaign_day d where d.campaign_id = ${campaignId}::uuid group by d.user_id
    ) d on d.user_id = n.reviewer_id
    where ${behind}
    order by -n.open, n.reviewer_id limit ${page.limit}`;
}

/** How many review in it, and how many of them have something left. */
export async function countReviewers(tx: Tx, campaignId: string): Promise<{ all: number; withOpen: number }> {
  const [row] = await tx.$queryRaw<{ all: number; withOpen: number }[]>`
    select count(*)::int as all, count(*) filter (where n.open > 0)::int as "withOpen"
    from (
      select ${COUNTS} from ${partsOf(campaignId)} t where t.reviewer_id <> ${NOBODY}::uuid
      group by t.reviewer_id having sum(t.items) > 0
    ) n`;
  return row ?? { all: 0, withOpen: 0 };
}

/** Teams with most open first; the empty name is no team. */
export async function loadTeamCounts(
  tx: Tx,
  campaignId: string,
  limit: number,
): Promise<(PartCount & { team: string })[]> {
  return tx.$queryRaw`
    select t.team, ${COUNTS} from ${partsOf(campaignId)} t
    group by t.team having sum(t.items) > 0 order by open desc, t.team limit ${limit}`;
}

export async function loadRiskCounts(
  tx: Tx,
  campaignId: string,
): Promise<(PartCount & { risk: ReviewRisk; kind: ReviewSubject })[]> {
  return tx.$queryRaw`
    select t.risk::text as risk, t.subject_kind::text as kind, ${COUNTS}
    from ${partsOf(campaignId)} t group by t.risk, t.subject_kind having sum(t.items) > 0
    order by t.risk desc, t.subject_kind`;
}

/** The last days on which somebody answered, oldest first, and what is to be said of the answers of all days. */
export async function loadDays(
  tx: Tx,
  campaignId: string,
  limit: number,
): Promise<{ days: DayOfAnswers[]; answers: number; hasty: number; inBulk: number }> {
  const days = await tx.$queryRaw<(DayOfAnswers & { hasty: number; inBulk: number })[]>`
    select to_char(d.day, 'YYYY-MM-DD') as day, sum(d.answers)::int as answers, sum(d.hasty)::int as hasty,
      sum(d.in_bulk)::int as "inBulk"
    from campaign_day d where d.campaign_id = ${campaignId}::uuid
    group by d.day order by d.day desc`;
  const sum = (of: "answers" | "hasty" | "inBulk") => days.reduce((all, day) => all + day[of], 0);
  return {
    days: days
      .slice(0, limit)
      .map(({ day, answers }) => ({ day, answers }))
      .toReversed(),
    answers: sum("answers"),
    hasty: sum("hasty"),
    inBulk: sum("inBulk"),
  };
}

export interface MyCampaignRow extends PartCount {
  id: string;
  name: string;
  purpose: string;
  state: CampaignState;
  dueAt: Date | null;
  stageEndsAt: Date | null;
  closedAt: Date | null;
  openHigh: number;
  kept: number;
  revoked: number;
  changed: number;
}

/**
 * Reviews in which these people have items: with something that waits for the first of them, soonest due first; or all
 * others, newest first, from behind one.
 */
export async function loadMyCampaigns(
  tx: Tx,
  voices: Voices,
  which: { hasLeft: boolean; before: string | null; limit: number },
): Promise<MyCampaignRow[]> {
  const older = which.before === null ? Prisma.sql`true` : Prisma.sql`c.id < ${which.before}::uuid`;
  const left = which.hasLeft
    ? Prisma.sql`n.open > 0`
    : Prisma.sql`c.state not in ('draft', 'staged', 'discarded') and n.open = 0`;
  const order = which.hasLeft ? Prisma.sql`coalesce(c.stage_ends_at, c.due_at), c.id` : Prisma.sql`c.id desc`;
  return tx.$queryRaw<MyCampaignRow[]>`
    select c.id, c.name, c.purpose, c.state::text as state, c.due_at as "dueAt", c.stage_ends_at as "stageEndsAt",
      c.closed_at as "closedAt", n.items, n.kept + n.revoked + n.changed as answered, n.open, n."openHigh", n.kept, n.revoked,
      n.changed
    from (
      select t.campaign_id, sum(t.items)::int as items, sum(t.open)::int as open,
        coalesce(sum(t.open) filter (where t.risk = 'high'), 0)::int as "openHigh",
        coalesce(sum(t.items) filter (where t.decision = 'keep'), 0)::int as kept,
        coalesce(sum(t.items) filter (where t.decision = 'revoke'), 0)::int as revoked,
        coalesce(sum(t.items) filter (where t.decision = 'change'), 0)::int as changed
      from (
        select t.campaign_id, t.risk, t.decision, t.count as items, 0 as open
        from campaign_tally t where t.reviewer_id = any (${[...voices]}::uuid[])
        union all
        select w.campaign_id, w.risk, 'undecided', 0, w.count from ${countsFor(voices)} w
      ) t
      group by t.campaign_id having sum(t.items) > 0
    ) n join campaign c on c.id = n.campaign_id
    where ${left} and ${older} order by ${order} limit ${which.limit}`;
}
