import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { BULK_MAX } from "./answer-input.ts";
import { type ItemQuestion, itemConditions } from "./item-list-store.ts";

/** Which items are answered together: what the filter finds, or exactly these of it. */
export interface BulkQuestion extends Omit<ItemQuestion, "waits" | "decision" | "risk"> {
  itemIds: readonly string[] | undefined;
}

const WAITS = { waits: true, decision: [], risk: ["low" as const] };

/** Over `i`, of what waits: only what is of low risk, was not sent to a second reviewer, and is nothing that this person gains by. */
function bulkConditions(question: BulkQuestion, userId: string): Prisma.Sql {
  const chosen =
    question.itemIds === undefined
      ? Prisma.sql`true`
      : Prisma.sql`i.id = any (${[...question.itemIds]}::uuid[])`;
  return Prisma.sql`${itemConditions({ ...question, ...WAITS })} and ${chosen}
    and i.sampled_at is null and (i.subject_kind <> 'access' or i.facts::json #>> '{consumer,ownerId}' is distinct from ${userId} and not exists (
      select from grants g join consumer k on k.organization_id = g.organization_id and k.id = g.consumer_id
      where g.organization_id = i.organization_id and g.id = i.subject_id and k.owner_id = ${userId}::uuid))
    and i.subject_kind <> 'server'`;
}

/** How many could be answered together now; at most BULK_MAX + 1 are counted. */
export async function countBulk(tx: Tx, question: BulkQuestion, userId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from (
      select from waiting_item i where ${bulkConditions(question, userId)} limit ${BULK_MAX + 1}) some_items`;
  return Number(row?.count ?? 0n);
}

/** Guards over a whole statement compare all that it changed: they do it by hashing, after a count that went by index. */
export async function letGuardsHash(tx: Tx): Promise<void> {
  await tx.$queryRaw`select set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)`;
}

export interface BulkAnswer {
  batchId: string;
  decision: "keep" | "revoke";
  reason: string | null;
  decidedById: string;
  decidedAt: Date;
}

/** Answers the first BULK_MAX of them in one statement, each with its record. How many those were. */
export async function saveBulkAnswer(tx: Tx, question: BulkQuestion, answer: BulkAnswer): Promise<number> {
  const { batchId, decision, reason, decidedById, decidedAt } = answer;
  return tx.$executeRaw`
    with chosen as (
      select held.organization_id, held.id from (
        select i.organization_id, i.id, i.version from waiting_item i where ${bulkConditions(question, decidedById)}
        order by i.position limit ${BULK_MAX}) w
      join campaign_item held on held.organization_id = w.organization_id and held.id = w.id and held.version = w.version
      for update of held),
    item as (
      update campaign_item i set decision = ${decision}::item_decision, reason = ${reason}, change = null,
        decided_by_id = ${decidedById}::uuid, decided_for_id = null, decided_at = ${decidedAt}::timestamptz,
        version = i.version + 1
      from chosen c where i.organization_id = c.organization_id and i.id = c.id
      returning i.organization_id, i.id, i.campaign_id, i.stage)
    insert into campaign_answer (organization_id, id, campaign_id, item_id, stage, decision, reason, decided_by_id, decided_at,
      in_bulk, batch_id)
    select organization_id, uuidv7(), campaign_id, id, stage, ${decision}::item_decision, ${reason}, ${decidedById}::uuid,
      ${decidedAt}::timestamptz, true, ${batchId}::uuid
    from item`;
}

export interface Batch {
  campaignId: string;
  decidedById: string;
  decidedAt: Date;
}

/** Who gave these answers, and when; null where there are none. */
export async function findBatch(tx: Tx, batchId: string): Promise<Batch | null> {
  return tx.campaignAnswer.findFirst({
    where: { batchId },
    select: { campaignId: true, decidedById: true, decidedAt: true },
  });
}

/** Takes a batch back, as far as its answers stand yet. How many those were. */
export async function saveBatchUndone(
  tx: Tx,
  batchId: string,
  { decidedById, decidedAt }: Batch,
  undo: { batchId: string; at: Date },
): Promise<number> {
  return tx.$executeRaw`
    with item as (
      update campaign_item i set decision = 'undecided', reason = null, change = null, decided_by_id = null,
        decided_for_id = null, decided_at = null, version = i.version + 1
      from campaign_answer a
      where a.batch_id = ${batchId}::uuid and a.decision <> 'undecided'
        and i.organization_id = a.organization_id and i.id = a.item_id and i.stage = a.stage
        and i.decided_by_id = ${decidedById}::uuid and i.decided_at = ${decidedAt}::timestamptz
      returning i.organization_id, i.id, i.campaign_id, i.stage)
    insert into campaign_answer (organization_id, id, campaign_id, item_id, stage, decision, decided_by_id, decided_at, in_bulk,
      batch_id)
    select organization_id, uuidv7(), campaign_id, id, stage, 'undecided', ${decidedById}::uuid, ${undo.at}::timestamptz, true,
      ${undo.batchId}::uuid
    from item`;
}
