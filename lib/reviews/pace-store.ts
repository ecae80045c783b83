import type { Tx } from "#lib/kernel/db.ts";
import { PACE_WINDOW, type PacedAnswer } from "./pace.ts";

/** Held until commit: this person's answers in a review are given one after the other. */
export async function lockAnswersOf(tx: Tx, campaignId: string, userId: string): Promise<void> {
  const key = `answers:${campaignId}:${userId}`;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

/** How often an item was answered in its stage, what was taken back included. */
export async function countAnswers(
  tx: Tx,
  { id: itemId, campaignId, stage }: { id: string; campaignId: string; stage: number },
): Promise<number> {
  return tx.campaignAnswer.count({ where: { campaignId, itemId, stage } });
}

/** This person's last answers in a review, oldest first: those one by one that were not noted as too fast. */
export async function loadPacedAnswers(tx: Tx, campaignId: string, userId: string): Promise<PacedAnswer[]> {
  const rows = await tx.$queryRaw<PacedAnswer[]>`
    select i.risk::text as risk, a.opened_at as "openedAt", a.decided_at as "decidedAt"
    from (
      select a.organization_id, a.id, a.item_id, a.opened_at, a.decided_at from campaign_answer a
      where a.decided_by_id = ${userId}::uuid and a.campaign_id = ${campaignId}::uuid and a.decision <> 'undecided'
        and not a.in_bulk and not a.is_hasty
      order by a.id desc limit ${PACE_WINDOW - 1}
    ) a
    join campaign_item i on i.organization_id = a.organization_id and i.id = a.item_id
    order by a.id`;
  return rows;
}

/** Whether an answer of this person to an item was drawn in its stage, whatever became of it. */
export async function wasDrawn(
  tx: Tx,
  { id: itemId, campaignId, stage }: { id: string; campaignId: string; stage: number },
  userId: string,
): Promise<boolean> {
  const row = await tx.campaignAnswer.findFirst({
    where: { campaignId, itemId, stage, decidedById: userId, isDrawn: true },
    select: { id: true },
  });
  return row !== null;
}
