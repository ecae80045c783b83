import { askByIndex, type Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { ReviewRisk } from "./campaign-definition.ts";
import type { ItemFilter } from "./item-list-input.ts";
import { isNamed, type NamedThings } from "./item-name-store.ts";
import { ITEM, type ItemRow, toItemRows } from "./store.ts";
import { countsFor, type Voices, waitsFor } from "./waiting-store.ts";

/**
 * Which items of one campaign. `reviewerIds` narrows to what these people review, the first for themselves and the others
 * because they are away; null for everybody's.
 */
export interface ItemQuestion extends Omit<ItemFilter, "whose" | "reviewerId"> {
  campaignId: string;
  reviewerIds: Voices | null;
  /** What `q` stands for, by `findNamedThings`. */
  named: NamedThings | null;
}

/** In their frozen order, from behind a position. */
export async function loadItemPage(
  tx: Tx,
  question: ItemQuestion,
  page: { after: number | null; limit: number },
): Promise<ItemRow[]> {
  await askByIndex(tx);
  const behind = page.after === null ? Prisma.sql`true` : Prisma.sql`i.position > ${page.after}`;
  const pages = eachByItsIndex(question).map(
    (each) => Prisma.sql`(select i.id, i.position from ${itemsOf(question)} i
      where ${each} and ${itemConditions(question)} and ${behind} order by i.position limit ${page.limit})`,
  );
  const found = await tx.$queryRaw<{ id: string }[]>`
    select found.id from (${Prisma.join(pages, " union all ")}) found order by found.position limit ${page.limit}`;
  const ids = found.map(({ id }) => id);
  const rows = await tx.campaignItem.findMany({
    where: { id: { in: ids } },
    orderBy: { position: "asc" },
    select: ITEM,
  });
  return toItemRows(tx, rows);
}

/**
 * One condition for each answer, or else each risk, that is asked for. By one of them an index has the items in their
 * order; by several at once a million would be walked for a few.
 */
function eachByItsIndex({ waits, decision, risk }: ItemQuestion): readonly Prisma.Sql[] {
  if (!waits && decision.length > 0) {
    return [...new Set(decision)].map((answer) => Prisma.sql`i.decision = ${answer}::item_decision`);
  }
  if (risk.length === 0) return [Prisma.sql`true`];
  return [...new Set(risk)].map((one) => Prisma.sql`i.risk = ${one}::review_risk`);
}

/** Counting further than this by looking at items costs more than the answer is worth. */
const COUNTED_MAX = 1_000;

/** How many there are: from the tally where it knows, else counted up to a thousand. */
export async function countItems(
  tx: Tx,
  question: ItemQuestion,
): Promise<{ count: number; isEstimate: boolean }> {
  if (question.q === "" && question.serverId === undefined) {
    const [row] = await tx.$queryRaw<{ count: bigint }[]>`
      select coalesce(sum(i.count), 0)::bigint as count from ${countsOf(question)} i where ${sharedConditions(question)}`;
    return { count: Number(row?.count ?? 0n), isEstimate: false };
  }
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    select count(*) as count
    from (select from ${itemsOf(question)} i where ${itemConditions(question)} limit ${COUNTED_MAX + 1}) some_items`;
  const count = Number(row?.count ?? 0n);
  return { count: Math.min(count, COUNTED_MAX), isEstimate: count > COUNTED_MAX };
}

/** The items among which is looked, as `i`. */
export function itemsOf({ waits }: Pick<ItemQuestion, "waits">): Prisma.Sql {
  return waits ? Prisma.sql`waiting_item` : Prisma.sql`campaign_item`;
}

function countsOf({ waits, reviewerIds }: ItemQuestion): Prisma.Sql {
  if (!waits) return Prisma.sql`campaign_tally`;
  return reviewerIds === null ? Prisma.sql`waiting_count` : countsFor(reviewerIds);
}

export function itemConditions(question: ItemQuestion): Prisma.Sql {
  const { serverId, q } = question;
  const parts = [sharedConditions(question)];
  if (question.waits && question.reviewerIds !== null) parts.push(waitsFor(question.reviewerIds));
  if (serverId !== undefined) parts.push(Prisma.sql`i.server_id = ${serverId}::uuid`);
  if (q !== "") parts.push(isNamed(q, question.named));
  return Prisma.join(parts, " and ");
}

/** What an item and its line in the tally have in common. */
function sharedConditions({ campaignId, reviewerIds, ...chosen }: ItemQuestion): Prisma.Sql {
  const parts = [Prisma.sql`i.campaign_id = ${campaignId}::uuid`];
  const [only] = reviewerIds ?? [];
  if (reviewerIds?.length === 1) parts.push(Prisma.sql`i.reviewer_id = ${only}::uuid`);
  else if (reviewerIds !== null) parts.push(Prisma.sql`i.reviewer_id = any (${[...reviewerIds]}::uuid[])`);
  // What waits is undecided, and a line of the counts of it does not say so again.
  if (!chosen.waits && chosen.decision.length > 0) {
    parts.push(Prisma.sql`i.decision = any (${chosen.decision}::item_decision[])`);
  }
  if (chosen.risk.length > 0) parts.push(Prisma.sql`i.risk = any (${chosen.risk}::review_risk[])`);
  if (chosen.kind.length > 0) parts.push(Prisma.sql`i.subject_kind = any (${chosen.kind}::review_subject[])`);
  if (chosen.team.length > 0) parts.push(Prisma.sql`i.team = any (${chosen.team}::text[])`);
  return Prisma.join(parts, " and ");
}

export interface WorkCount {
  risk: ReviewRisk;
  answered: number;
  waiting: number;
}

/** Of what these people review, by risk: how much is answered, and how much waits for the first of them. */
export async function loadWorkCounts(tx: Tx, campaignId: string, reviewerIds: Voices): Promise<WorkCount[]> {
  return tx.$queryRaw<WorkCount[]>`
    select n.risk::text as risk, sum(n.answered)::int as answered, sum(n.waiting)::int as waiting from (
      select t.risk, t.count as answered, 0 as waiting from campaign_tally t
      where t.campaign_id = ${campaignId}::uuid and t.reviewer_id = any (${[...reviewerIds]}::uuid[]) and t.decision <> 'undecided'
      union all
      select w.risk, 0, w.count from ${countsFor(reviewerIds)} w where w.campaign_id = ${campaignId}::uuid) n
    group by n.risk`;
}
