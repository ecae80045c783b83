import type { Role } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { PERMISSIONS } from "../kernel/permissions.ts";
import type { AbsencePeriod } from "./absence.ts";

/** More than this many at once are not listed. */
const LIST_LIMIT = 500;

const DECIDERS: Role[] = [...PERMISSIONS["request:decide"].people];

const person = {
  select: { id: true, name: true, email: true, isActive: true, roleAssignments: { select: { role: true } } },
} as const;
const columns = {
  userId: true,
  delegateId: true,
  startsAt: true,
  endsAt: true,
  timeZone: true,
  user: person,
  delegate: person,
} as const;

export async function findAbsence(tx: Tx, organizationId: string, userId: string) {
  return tx.absence.findUnique({
    where: { organizationId_userId: { organizationId, userId } },
    select: columns,
  });
}

/** Periods that are on or to come, the next first. */
export async function listAbsenceRows(tx: Tx, now: Date) {
  return tx.absence.findMany({
    where: { endsAt: { gt: now } },
    orderBy: [{ startsAt: "asc" }, { userId: "asc" }],
    take: LIST_LIMIT,
    select: columns,
  });
}

/** Of these people, those with a delegate who is active and may decide; whether it is on is for the caller to see. */
export async function findAbsencesOf(tx: Tx, userIds: readonly string[]) {
  return tx.absence.findMany({
    where: {
      userId: { in: [...new Set(userIds)] },
      user: { isActive: true },
      delegate: { isActive: true, roleAssignments: { some: { role: { in: DECIDERS } } } },
    },
    orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
    select: columns,
  });
}

/** The time zone that a person chose for what Steward sends, or null. */
export async function findChosenTimeZone(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<string | null> {
  const kept = await tx.noticePreference.findUnique({
    where: { organizationId_userId: { organizationId, userId } },
    select: { timeZone: true },
  });
  return kept?.timeZone ?? null;
}

export async function saveAbsence(
  tx: Tx,
  key: { organizationId: string; userId: string },
  data: AbsencePeriod & { delegateId: string; setAt: Date },
): Promise<void> {
  await tx.absence.upsert({
    where: { organizationId_userId: key },
    create: { ...key, ...data },
    update: data,
  });
}

/** Gives whether there was one. */
export async function deleteAbsence(
  tx: Tx,
  key: { organizationId: string; userId: string },
): Promise<boolean> {
  const { count } = await tx.absence.deleteMany({ where: key });
  return count > 0;
}
