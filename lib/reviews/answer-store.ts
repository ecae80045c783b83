import type { Tx } from "#lib/kernel/db.ts";
import type { JsonObject } from "#lib/kernel/events.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { ItemDecision } from "#lib/kernel/generated/enums.ts";
import type { Change } from "./change.ts";
import type { ServerAnswers } from "./server-questions.ts";
import type { ItemRow } from "./store.ts";

/** One answer as it was given; nothing changes it afterwards. */
export interface NewAnswer {
  id: string;
  /** Undecided stands for an answer that was taken back. */
  decision: ItemDecision;
  reason: string | null;
  change: Change | null;
  /** What a server's reviewer was asked beside it, and said. */
  answers: ServerAnswers | null;
  decidedById: string;
  /** In whose place a delegate answered. */
  decidedForId: string | null;
  decidedAt: Date;
  /** What was known at that moment beside the frozen facts. */
  shown: JsonObject | null;
  /** When whoever answered first opened it. */
  openedAt: Date | null;
  isHasty: boolean;
  isDrawn: boolean;
}

/**
 * Writes an answer to its item and on record, in one statement: the database compares both when it has ended. False when
 * somebody changed the item since it was read.
 */
export async function saveAnswer(
  tx: Tx,
  organizationId: string,
  item: Pick<ItemRow, "id" | "version" | "decision">,
  answer: NewAnswer,
): Promise<boolean> {
  const isOpenAgain = answer.decision === "undecided";
  const change = json(answer.change);
  const count = await tx.$executeRaw`
    with item as (
      update campaign_item set decision = ${answer.decision}::item_decision, reason = ${answer.reason}, change = ${change},
        decided_by_id = ${isOpenAgain ? null : answer.decidedById}::uuid,
        decided_for_id = ${isOpenAgain ? null : answer.decidedForId}::uuid,
        decided_at = ${isOpenAgain ? null : answer.decidedAt}::timestamptz, version = version + 1
      where organization_id = ${organizationId}::uuid and id = ${item.id}::uuid and version = ${item.version}
        and decision = ${item.decision}::item_decision
      returning organization_id, id, campaign_id, stage)
    insert into campaign_answer (organization_id, id, campaign_id, item_id, stage, decision, reason, change, answers,
      decided_by_id, decided_for_id, decided_at, shown, opened_at, is_hasty, is_drawn)
    select organization_id, ${answer.id}::uuid, campaign_id, id, stage, ${answer.decision}::item_decision, ${answer.reason},
      ${change}, ${json(answer.answers)}, ${answer.decidedById}::uuid, ${answer.decidedForId}::uuid,
      ${answer.decidedAt}::timestamptz, ${json(answer.shown)}, ${answer.openedAt}::timestamptz, ${answer.isHasty},
      ${answer.isDrawn}
    from item`;
  return count === 1;
}

function json(value: object | null): Prisma.Sql {
  return value === null ? Prisma.sql`null::jsonb` : Prisma.sql`${JSON.stringify(value)}::jsonb`;
}

/** When this person first opened it; null when they have not. */
export async function loadOpening(
  tx: Tx,
  organizationId: string,
  itemId: string,
  userId: string,
): Promise<Date | null> {
  const row = await tx.campaignOpening.findUnique({
    where: { organizationId_itemId_userId: { organizationId, itemId, userId } },
    select: { openedAt: true },
  });
  return row?.openedAt ?? null;
}

/** False when it was opened by this person before. */
export async function insertOpening(
  tx: Tx,
  organizationId: string,
  opening: { itemId: string; userId: string; campaignId: string; openedAt: Date },
): Promise<boolean> {
  const { count } = await tx.campaignOpening.createMany({
    data: [{ organizationId, ...opening }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** When a credential ends now; null for one that does not. */
export async function loadCredentialEnd(tx: Tx, organizationId: string, id: string): Promise<Date | null> {
  const row = await tx.credential.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: { expiresAt: true },
  });
  return row?.expiresAt ?? null;
}
