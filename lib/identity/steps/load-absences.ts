import type { Tx } from "../../kernel/db.ts";
import { findAbsencesOf } from "../absence-store.ts";

/** A person who is away for a time, and who answers in their place. */
export interface LoadedAbsence {
  absentId: string;
  absentName: string;
  delegateId: string;
  delegateName: string;
  delegateEmail: string;
  startsAt: Date;
  endsAt: Date;
  /** Whose days they are. */
  timeZone: string;
}

/** Of these people, who is away at some time and has a delegate who is active and may decide; by name. */
export async function loadAbsences(tx: Tx, userIds: readonly string[]): Promise<LoadedAbsence[]> {
  if (userIds.length === 0) return [];
  return (await findAbsencesOf(tx, userIds)).map(
    ({ userId, delegateId, user, delegate, startsAt, endsAt, timeZone }) => ({
      absentId: userId,
      absentName: user.name,
      delegateId,
      delegateName: delegate.name,
      delegateEmail: delegate.email,
      startsAt,
      endsAt,
      timeZone,
    }),
  );
}

/** These people and whoever answers now for those of them who are away, once each. */
export async function withDelegates(tx: Tx, userIds: readonly string[], now: Date): Promise<string[]> {
  const absences = await loadAbsences(tx, userIds);
  const delegates = absences.flatMap(({ delegateId, startsAt, endsAt }) =>
    startsAt <= now && now < endsAt ? [delegateId] : [],
  );
  return [...new Set([...userIds, ...delegates])];
}
