/** What waits for an answer, as the database says it (`waiting_item`, `waiting_count`, `delegate_bar`), and for whom. */
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";

/** The person who asks, first; then those who are away and left their items to them. As `loadVoices` gives it. */
export type Voices = readonly string[];

/** Of `i`, a `waiting_item`: it waits for this person, or for somebody in whose place they may answer it. */
export function waitsFor(voices: Voices): Prisma.Sql {
  const [own, ...absent] = voices;
  if (own === undefined) return Prisma.sql`false`;
  if (absent.length === 0) return Prisma.sql`i.reviewer_id = ${own}::uuid`;
  return Prisma.sql`i.reviewer_id = any (${[...voices]}::uuid[]) and (i.reviewer_id = ${own}::uuid or not exists (
    select from delegate_bar b
    where b.organization_id = i.organization_id and b.item_id = i.id and b.person_id = ${own}::uuid))`;
}

/**
 * The same, counted, over everything that a tally knows: rows whose `count` add up to what waits. What this person may not
 * answer in somebody's place is taken away from what the tally has.
 */
export function countsFor(voices: Voices): Prisma.Sql {
  const [own, ...absent] = voices;
  const all = Prisma.sql`select w.campaign_id, w.reviewer_id, w.team, w.risk, w.subject_kind, w.count
    from waiting_count w where w.reviewer_id = any (${[...voices]}::uuid[])`;
  if (own === undefined || absent.length === 0) return Prisma.sql`(${all})`;
  return Prisma.sql`(${all} union all
    select b.campaign_id, b.reviewer_id, b.team, b.risk, b.subject_kind, -1 from (
      select distinct x.item_id, x.campaign_id, x.reviewer_id, x.team, x.risk, x.subject_kind from delegate_bar x
      where x.reviewer_id = any (${absent}::uuid[]) and x.person_id = ${own}::uuid) b)`;
}

/** How many items wait for this person in running reviews. */
export async function countWaitingFor(tx: Tx, voices: Voices): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select coalesce(sum(n.count), 0)::int as count from ${countsFor(voices)} n`;
  return row?.count ?? 0;
}

/** Where an item stands among what waits for somebody: soonest due first, each review in its frozen order. */
export interface DuePosition {
  dueAt: Date;
  campaignId: string;
  position: number;
}

/** Over `c`: what is asked now is due when the open stage ends. */
const DUE = Prisma.sql`coalesce(c.stage_ends_at, c.due_at)`;

/** The same items, soonest due first. */
export async function loadWaitingFor(
  tx: Tx,
  voices: Voices,
  page: { after: DuePosition | null; limit: number },
): Promise<(DuePosition & { id: string })[]> {
  const { after, limit } = page;
  const later =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(${DUE}, c.id, i.position)
          > (${after.dueAt}::timestamptz, ${after.campaignId}::uuid, ${after.position}::int)`;
  return tx.$queryRaw<(DuePosition & { id: string })[]>`
    select ${DUE} as "dueAt", c.id as "campaignId", i.position, i.id
    from campaign c
    cross join lateral (
      select i.position, i.id from waiting_item i
      where i.organization_id = c.organization_id and i.campaign_id = c.id and ${waitsFor(voices)} and ${later}
      order by i.position limit ${limit}) i
    where c.state = 'running'
    order by ${DUE}, c.id, i.position limit ${limit}`;
}

export interface Standing {
  population: number;
  answered: number;
  /** Waits for an answer now. */
  waiting: number;
  /** Ended before anybody answered: nobody is asked about it any more. */
  ended: number;
}

/** How a review stands: of its population, what is answered, what waits, and what ended without an answer. */
export async function loadStanding(tx: Tx, campaignId: string): Promise<Standing> {
  const [row] = await tx.$queryRaw<Standing[]>`
    select coalesce(sum(t.count), 0)::int as population,
      coalesce(sum(t.count) filter (where t.decision <> 'undecided'), 0)::int as answered,
      coalesce(sum(t.count) filter (where t.decision = 'undecided' and t.outcome <> 'none'), 0)::int as ended,
      (select coalesce(sum(w.count), 0)::int from waiting_count w where w.campaign_id = ${campaignId}::uuid) as waiting
    from campaign_tally t where t.campaign_id = ${campaignId}::uuid`;
  return row ?? { population: 0, answered: 0, waiting: 0, ended: 0 };
}

/**
 * Items of a review that this person is to answer without knowing what was answered first: second looks, and what comes to a
 * stage that is shown nothing of the earlier ones.
 */
export async function countBlindLooks(tx: Tx, campaignId: string, voices: Voices): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select greatest(
      (select count(*) from waiting_item i
        where i.campaign_id = ${campaignId}::uuid and i.sampled_at is not null and ${waitsFor(voices)}),
      (select coalesce(sum(w.count), 0) from waiting_count w
        join campaign c on c.organization_id = w.organization_id and c.id = w.campaign_id
          and c.definition #>> array['stages', (w.stage - 1)::text, 'sees'] = 'nothing'
        where w.campaign_id = ${campaignId}::uuid and w.reviewer_id = any (${[...voices]}::uuid[])
          and w.standing <> 'undecided'))::int as count`;
  return row?.count ?? 0;
}
