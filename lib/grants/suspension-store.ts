import { notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { CONFIRMED_HOURS, DECLINED_DAYS, type OverdueEffect } from "./overdue-brake.ts";

const HOUR_MS = 3_600_000;

/** What waits for a person's word; null when nothing does. */
export async function findAskedSuspension(tx: Tx) {
  return tx.reviewSuspension.findFirst({
    where: { answer: null },
    select: { id: true, askedAt: true, grantCount: true, serverCount: true, inForceCount: true },
  });
}

/** The same, or what became of it. @throws AppError `not_found` */
export async function lockSuspension(tx: Tx, organizationId: string, id: string) {
  await tx.$queryRaw`
    select id from review_suspension where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
  const row = await tx.reviewSuspension.findFirst({ where: { id } });
  if (row === null) throw notFound("suspension");
  return row;
}

/** The last answer while it holds: of how many grants, and how many of those were suspended by it already. */
export async function findStandingAnswer(tx: Tx, organizationId: string, now: Date) {
  const row = await tx.reviewSuspension.findFirst({
    where: {
      OR: [
        { answer: "confirmed", answeredAt: { gt: new Date(now.getTime() - CONFIRMED_HOURS * HOUR_MS) } },
        { answer: "declined", answeredAt: { gt: new Date(now.getTime() - DECLINED_DAYS * 24 * HOUR_MS) } },
      ],
    },
    orderBy: { answeredAt: "desc" },
    select: { answer: true, grantCount: true, answeredAt: true },
  });
  if (row === null || row.answeredAt === null) return null;
  const [done] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from grants
    where organization_id = ${organizationId}::uuid and state = 'suspended' and suspended_for = 'review_overdue'
      and suspended_at >= ${row.answeredAt}`;
  return { isConfirmed: row.answer === "confirmed", left: row.grantCount - (done?.count ?? 0) };
}

/** Asks, or brings what is asked up to date; says whether it is new. */
export async function askToSuspend(
  tx: Tx,
  { organizationId, id, policyNumber }: { organizationId: string; id: string; policyNumber: number },
  { grants, servers, inForce }: OverdueEffect,
): Promise<boolean> {
  const counts = { grantCount: grants, serverCount: servers, inForceCount: inForce };
  const { count } = await tx.reviewSuspension.updateMany({ where: { answer: null }, data: counts });
  if (count > 0) return false;
  await tx.$executeRaw`
    insert into review_suspension (organization_id, id, grant_count, server_count, in_force_count, policy_number)
    values (${organizationId}::uuid, ${id}::uuid, ${grants}, ${servers}, ${inForce}, ${policyNumber})`;
  return true;
}

export async function answerSuspension(
  tx: Tx,
  id: string,
  { answer, reason, byId }: { answer: "confirmed" | "declined"; reason: string; byId: string },
  now: Date,
): Promise<void> {
  await tx.reviewSuspension.updateMany({
    where: { id, answer: null },
    data: { answer, reason, answeredById: byId, answeredAt: now },
  });
}
