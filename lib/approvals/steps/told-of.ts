import { withDelegates } from "#lib/identity/steps/load-absences.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { firstTold } from "#lib/kernel/told.ts";

/**
 * Whom to tell that these people are asked: themselves and whoever answers for those who are away, but no party to it;
 * the first of them where they are very many.
 */
export async function toldOf(
  tx: Tx,
  asked: { userIds: readonly string[]; requesterId: string; beneficiaryIds: readonly string[] },
  now: Date,
): Promise<string[]> {
  const told = await withDelegates(tx, asked.userIds, now);
  return firstTold(told.filter((id) => id !== asked.requesterId && !asked.beneficiaryIds.includes(id)));
}
