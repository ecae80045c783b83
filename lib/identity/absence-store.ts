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

/** A period of somebody who is away, and who answers in their place. */
export interface AbsenceOf {
  absentId: string;
  absentName: string;
  delegateId: string;
  delegateName: string;
  delegateEmail: string;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
}

/**
 * Of these people, those with a delegate who is active and may decide; whether it is on is for the caller to see. In
 * one statement: every vote asks this, and nearly always nobody is away.
 */
export async function findAbsencesOf(tx: Tx, userIds: readonly string[]): Promise<AbsenceOf[]> {
  return tx.$queryRaw<AbsenceOf[]>`
    select a.user_id as "absentId", u.name as "absentName", a.delegate_id as "delegateId", d.name as "delegateName",
      d.email as "delegateEmail", a.starts_at as "startsAt", a.ends_at as "endsAt", a.time_zone as "timeZone"
    from absence a
    join users u on u.organization_id = a.organization_id and u.id = a.user_id and u.is_active
    join users d on d.organization_id = a.organization_id and d.id = a.delegate_id and d.is_active
    where a.user_id = any (${[...new Set(userIds)]}::uuid[]) and exists (
      select from role_assignment o
      where o.organization_id = a.organization_id and o.user_id = a.delegate_id
        and o.role::text = any (${DECIDERS}::text[]))
    order by u.name, a.user_id`;
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
