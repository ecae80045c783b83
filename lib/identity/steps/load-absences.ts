import type { Tx } from "../../kernel/db.ts";
import { type AbsenceOf, findAbsencesOf } from "../absence-store.ts";

/** A person who is away for a time, and who answers in their place; `timeZone` is whose days they are. */
export type LoadedAbsence = AbsenceOf;

/** Of these people, who is away at some time and has a delegate who is active and may decide; by name. */
export async function loadAbsences(tx: Tx, userIds: readonly string[]): Promise<LoadedAbsence[]> {
  if (userIds.length === 0) return [];
  return findAbsencesOf(tx, userIds);
}

/** These people and whoever answers now for those of them who are away, once each. */
export async function withDelegates(tx: Tx, userIds: readonly string[], now: Date): Promise<string[]> {
  const absences = await loadAbsences(tx, userIds);
  const delegates = absences.flatMap(({ delegateId, startsAt, endsAt }) =>
    startsAt <= now && now < endsAt ? [delegateId] : [],
  );
  return [...new Set([...userIds, ...delegates])];
}
