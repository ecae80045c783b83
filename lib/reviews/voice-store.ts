import { type LoadedAbsence, loadAbsences } from "#lib/identity/steps/load-absences.ts";
import type { Tx } from "#lib/kernel/db.ts";

/** Whose items this person answers now: their own, and those of who is away and left it to them. */
export async function loadVoices(tx: Tx, userId: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select a.user_id as id from absence a
    where a.delegate_id = ${userId}::uuid and a.starts_at <= ${now} and ${now} < a.ends_at
      and may_review(a.organization_id, a.user_id) and may_review(a.organization_id, a.delegate_id)`;
  return [userId, ...rows.map(({ id }) => id)];
}

/** Of these reviewers, who is away at some time, and who answers in their place. */
export async function loadReviewAbsences(
  tx: Tx,
  reviewerIds: Iterable<string | null>,
): Promise<LoadedAbsence[]> {
  return loadAbsences(
    tx,
    [...new Set(reviewerIds)].filter((id) => id !== null),
  );
}
