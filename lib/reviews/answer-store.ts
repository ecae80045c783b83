import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { ItemDecision } from "#lib/kernel/generated/enums.ts";

/** One answer as it was given; nothing changes it afterwards. */
export interface NewAnswer {
  id: string;
  campaignId: string;
  itemId: string;
  stage: number;
  /** Undecided stands for an answer that was taken back. */
  decision: ItemDecision;
  reason: string | null;
  decidedById: string;
  decidedForId: string | null;
  decidedAt: Date;
  /** What was known at that moment beside the frozen facts. */
  shown: Prisma.InputJsonObject | null;
}

export async function insertAnswer(
  tx: Tx,
  organizationId: string,
  { shown, ...answer }: NewAnswer,
): Promise<void> {
  await tx.campaignAnswer.create({ data: { organizationId, ...answer, shown: shown ?? Prisma.DbNull } });
}
