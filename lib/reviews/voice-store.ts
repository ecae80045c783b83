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

/**
 * By item, who answered it in an earlier stage or before a second reviewer was asked, themselves or by their delegate. Only
 * of items whose reviewer is one of those who are away: nobody else's rest on it.
 */
export async function loadAnsweredBefore(
  tx: Tx,
  items: readonly { id: string; reviewerId: string | null }[],
  absences: readonly { absentId: string }[],
): Promise<Map<string, string[]>> {
  const away = new Set(absences.map(({ absentId }) => absentId));
  const ids = items.flatMap(({ id, reviewerId }) => (away.has(reviewerId ?? "") ? [id] : []));
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; by: string[] }[]>`
    select i.id, array_remove(array_agg(a.decided_by_id) || array_agg(a.decided_for_id), null) as by
    from campaign_item i
    join campaign_answer a on a.organization_id = i.organization_id and a.item_id = i.id
      and (a.stage < i.stage or a.decided_at <= i.sampled_at)
    where i.organization_id = current_organization_id() and i.id = any (${ids}::uuid[])
    group by i.id`;
  return new Map(rows.map(({ id, by }) => [id, by]));
}
