import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignReassignmentKind } from "#lib/kernel/generated/enums.ts";
import { CLOSENESS, type PossibleReviewer } from "./reassigning.ts";
import { NOBODY } from "./staging-store.ts";

interface Passed {
  fromId: string | null;
  toId: string;
  items: number;
}

export interface PassedPage {
  passed: Passed[];
  /** The position that the next page begins behind; null when this was the last. */
  last: number | null;
}

interface Page {
  after: number;
  limit: number;
}

/** Whether this person could be asked: they are here, and have more to do here than to audit. */
export async function mayReview(tx: Tx, userId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ may: boolean }[]>`
    select may_review(current_organization_id(), ${userId}::uuid) as may`;
  return row?.may === true;
}

/** Passes on a page of what waits for somebody who cannot answer any more, for nobody, or beyond its time. */
export async function passItemsOn(
  tx: Tx,
  campaignId: string,
  { kind, fromId }: { kind: CampaignReassignmentKind; fromId: string | null },
  at: Date,
  { after, limit }: Page,
): Promise<PassedPage> {
  const rows = await tx.$queryRaw<
    { fromId: string | null; toId: string | null; items: number; last: number | null }[]
  >`
    select from_id as "fromId", to_id as "toId", items, last
    from pass_on_campaign_items(${campaignId}::uuid, ${kind}::campaign_reassignment_kind, ${fromId}::uuid, ${at}, ${after}::int, ${limit}::int)`;
  return {
    passed: rows.flatMap(({ fromId, toId, items }) => (toId === null ? [] : [{ fromId, toId, items }])),
    last: rows[0]?.last ?? null,
  };
}

export interface Reassignment {
  /** These, or all that waits for `fromId`. */
  itemIds: readonly string[] | null;
  fromId: string | null;
  toId: string;
  byId: string;
  reason: string;
}

/** A person passes on a page of items; what does not fit is left, and counted. */
export async function reassignPage(
  tx: Tx,
  campaignId: string,
  { itemIds, fromId, toId, byId, reason }: Reassignment,
  at: Date,
  { after, limit }: Page,
): Promise<{ items: number; leftOut: number; last: number | null }> {
  const [row] = await tx.$queryRaw<{ items: number; leftOut: number; last: number | null }[]>`
    select items, left_out as "leftOut", last from reassign_campaign_items(${campaignId}::uuid, ${itemIds}::uuid[],
      ${fromId}::uuid, ${toId}::uuid, ${byId}::uuid, ${reason}, ${at}, ${after}::int, ${limit}::int)`;
  if (row === undefined) throw new Error("a page that is passed on is one row");
  return row;
}

/** Reviewers for whom something waits in an open stage and who cannot answer any more; null where nobody was found. */
export async function loadEmptySeats(
  tx: Tx,
  limit: number,
): Promise<{ campaignId: string; reviewerId: string | null }[]> {
  return tx.$queryRaw`
    select w.campaign_id as "campaignId", nullif(w.reviewer_id, ${NOBODY}::uuid) as "reviewerId"
    from waiting_count w where not may_review(w.organization_id, w.reviewer_id)
    group by w.campaign_id, w.reviewer_id order by w.campaign_id, w.reviewer_id limit ${limit}`;
}

/** Open reviews in which something waits for this person. */
export async function loadSeatsOf(tx: Tx, reviewerId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct w.campaign_id as id from waiting_count w where w.reviewer_id = ${reviewerId}::uuid order by id`;
  return rows.map(({ id }) => id);
}

/** Open reviews that ask about a consumer's access who owns it, or did when it was frozen. Found by the consumer's grants. */
export async function loadSeatsThatGain(
  tx: Tx,
  consumerId: string,
): Promise<{ campaignId: string; reviewerId: string }[]> {
  return tx.$queryRaw`
    select distinct w.campaign_id as "campaignId", w.reviewer_id as "reviewerId"
    from consumer k
    join grants g on g.organization_id = k.organization_id and g.consumer_id = k.id and g.kind = 'access'
    join waiting_item w on w.organization_id = g.organization_id and w.subject_id = g.id
      and w.reviewer_id in (k.owner_id, review_frozen_owner(w.subject_kind, w.facts))
    where k.id = ${consumerId}::uuid`;
}

interface Among {
  campaignId: string;
  /** For this item, or for what waits for `fromId`. */
  itemId: string | null;
  fromId: string | null;
  /** Part of a name or an address. */
  words: string | null;
  /** Only this person. */
  userId: string | null;
  limit: number;
}

/** A reviewer's servers that are looked at for who else answers for them. */
const SERVERS_LOOKED_AT = 2_000;

/** Who could review an item, or what waits for somebody: the nearest first. */
export async function loadPossibleReviewers(tx: Tx, among: Among): Promise<PossibleReviewer[]> {
  const { campaignId, itemId, fromId, words, userId, limit } = among;
  const which =
    itemId === null ? Prisma.sql`i.reviewer_id = ${fromId}::uuid` : Prisma.sql`i.id = ${itemId}::uuid`;
  const single = itemId === null ? Prisma.sql`null::uuid` : Prisma.sql`(select id from item)`;
  const filter = [
    userId === null ? Prisma.sql`true` : Prisma.sql`u.id = ${userId}::uuid`,
    words === null
      ? Prisma.sql`true`
      : Prisma.sql`(strpos(lower(u.name), lower(${words})) > 0 or strpos(lower(u.email), lower(${words})) > 0)`,
  ];
  const rows = await tx.$queryRaw<(Omit<PossibleReviewer, "closeness"> & { rank: number })[]>`
    with c as (select * from campaign where id = ${campaignId}::uuid),
    item as materialized (
      select i.* from waiting_item i join c on c.organization_id = i.organization_id and c.id = i.campaign_id
      where ${which} limit ${SERVERS_LOOKED_AT}
    ),
    people as (
      select x.id, x.rank from (select distinct server_id, reviewer_id, organization_id from item) i
      join server s on s.organization_id = i.organization_id and s.id = i.server_id
      left join users o on o.organization_id = s.organization_id and o.id = s.owner_id
      left join users r on r.organization_id = s.organization_id and r.id = i.reviewer_id
      cross join lateral (values (s.owner_id, 1), (s.backup_owner_id, 2), (o.manager_id, 3), (r.manager_id, 4)) x(id, rank)
      where x.id is not null
      union all
      select unnest(review_pool(c.organization_id, source.value)), 5
      from c cross join lateral jsonb_array_elements(c.definition #> array['stages', (c.stage - 1)::text, 'reviewers']) source
      union all
      select unnest(review_pool(c.organization_id, c.definition -> 'fallback')), 6 from c
      union all
      select unnest(review_pool(c.organization_id, '{"kind":"role","role":"admin"}')), 7 from c
    )
    select u.id, u.name, u.email, p.rank,
      coalesce(u.id = (select reviewer_id from item limit 1), false) as "isReviewer",
      coalesce(u.id = any ((select review_gainers(i.organization_id, i.subject_kind, i.subject_id, i.facts) from item i where i.id = ${single})::uuid[]), false) as gains,
      exists (select from campaign_answer a join c on true where a.organization_id = c.organization_id and a.item_id = ${single}
        and (a.stage < c.stage or (select sampled_at from item limit 1) is not null) and u.id in (a.decided_by_id, a.decided_for_id)) as "answeredBefore"
    from (select id, min(rank) as rank from people group by id) p
    join c on true
    join users u on u.organization_id = c.organization_id and u.id = p.id
    where may_review(c.organization_id, u.id) and ${Prisma.join(filter, " and ")}
    order by p.rank, u.name, u.id limit ${limit}`;
  return rows.map(({ rank, ...row }) => ({ ...row, closeness: CLOSENESS[rank - 1] ?? "admin" }));
}

export interface ReassignmentRow {
  id: string;
  stage: number;
  kind: CampaignReassignmentKind;
  fromId: string | null;
  toId: string;
  byId: string | null;
  reason: string | null;
  items: number;
  at: Date;
}

/** Newest first (ids are time-ordered). */
export async function loadReassignments(
  tx: Tx,
  campaignId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<ReassignmentRow[]> {
  return tx.campaignReassignment.findMany({
    where: { campaignId, ...(before === null ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit,
    select: {
      id: true,
      stage: true,
      kind: true,
      fromId: true,
      toId: true,
      byId: true,
      reason: true,
      items: true,
      at: true,
    },
  });
}

/** For whom how much waits in the open stage, the most first; the nil id for what waits for nobody. */
export async function loadWaiting(
  tx: Tx,
  campaignId: string,
  limit: number,
): Promise<{ reviewerId: string; items: number }[]> {
  return tx.$queryRaw`
    select w.reviewer_id as "reviewerId", sum(w.count)::int as items
    from waiting_count w where w.campaign_id = ${campaignId}::uuid
    group by w.reviewer_id order by 2 desc, 1 limit ${limit}`;
}

/** Counting further than this costs more than the answer is worth. */
const COUNT_LIMIT = 10_000;

export async function countReassignments(
  tx: Tx,
  campaignId: string,
): Promise<{ count: number; isEstimate: boolean }> {
  const count = await tx.campaignReassignment.count({ where: { campaignId }, take: COUNT_LIMIT + 1 });
  return { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT };
}
