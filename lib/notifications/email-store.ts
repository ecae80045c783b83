import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { EmailState } from "../kernel/generated/client.ts";
import type { Settled } from "./email-outcome.ts";
import { KIND_GROUPS } from "./event-group.ts";
import { REMOVED_AT_ONCE } from "./removal.ts";

/** Puts up one e-mail for each of these notices whose person wants it at once; gives how many. */
export async function insertNoticeEmails(
  tx: Tx,
  emails: readonly { id: string; noticeId: string }[],
  at: Date,
): Promise<number> {
  return tx.$executeRaw`
    insert into email_delivery (organization_id, id, user_id, notice_id, state, due_at, created_at)
    select n.organization_id, e.id, n.user_id, n.id, 'waiting', ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(emails)}::jsonb) as e(id uuid, "noticeId" uuid)
    join notice n on n.id = e."noticeId"
    join jsonb_to_recordset(${JSON.stringify(KIND_GROUPS)}::jsonb) as k(kind text, "group" text, "byDefault" text)
      on k.kind = n.kind
    left join notice_preference p on p.organization_id = n.organization_id and p.user_id = n.user_id
    where coalesce(p.emails ->> k."group", k."byDefault") = 'at_once' and n.read_at is null
    on conflict (organization_id, notice_id) do nothing`;
}

export interface TakenEmail {
  id: string;
  attempts: number;
}

/**
 * Takes what is due for sending, at most `limit` and never more than `perMinute` within a minute, until `lostAt`:
 * what was not settled by then is taken again. Two workers never take the same, and one at a time counts the minute.
 */
export async function takeDueEmails(
  tx: Tx,
  organizationId: string,
  { limit, perMinute, at, lostAt }: { limit: number; perMinute: number; at: Date; lostAt: Date },
): Promise<TakenEmail[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('take-emails:' || ${organizationId}, 0))`;
  return tx.$queryRaw<TakenEmail[]>`
    with due as materialized (
      select organization_id, id from email_delivery
      where state in ('waiting', 'sending') and due_at <= ${at}
      order by due_at, id
      limit least(${limit}::bigint, greatest(0, ${perMinute}::bigint - (
        select count(*) from email_delivery where attempted_at > ${at}::timestamptz - interval '1 minute'
          and attempted_at <= ${at})))
      for update skip locked
    )
    update email_delivery d set state = 'sending', attempts = least(attempts + 1, 100), due_at = ${lostAt},
      attempted_at = ${at}
    from due
    where d.organization_id = due.organization_id and d.id = due.id
    returning d.id, d.attempts`;
}

/** Who an e-mail goes to and what it is about. @throws AppError `not_found` when it is gone */
export async function loadEmail(tx: Tx, id: string) {
  const found = await tx.emailDelivery.findFirst({
    where: { id },
    select: {
      id: true,
      attempts: true,
      state: true,
      dueAt: true,
      createdAt: true,
      digestOn: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          isActive: true,
          noticePreference: { select: { emails: true } },
        },
      },
      notice: { select: { id: true, kind: true, title: true, body: true, href: true, readAt: true } },
    },
  });
  if (found === null) throw notFound("e-mail");
  return found;
}

/** Writes down what became of the attempt with this number; false when another attempt has begun since. */
export async function saveOutcome(
  tx: Tx,
  email: { id: string; attempt: number },
  settled: Settled,
  at: Date,
): Promise<boolean> {
  const isOpen = settled.state === "waiting";
  const { count } = await tx.emailDelivery.updateMany({
    where: { id: email.id, state: "sending", attempts: email.attempt },
    data: {
      state: settled.state,
      lastError: settled.words,
      settledAt: isOpen ? null : at,
      ...(isOpen
        ? { dueAt: settled.dueAt, ...(settled.isCounted ? {} : { attempts: { decrement: 1 } }) }
        : {}),
    },
  });
  return count === 1;
}

/** Lets an e-mail that was given up be tried anew; false when it was not given up. */
export async function reviveEmail(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.emailDelivery.updateMany({
    where: { id, state: "failed" },
    data: { state: "waiting", attempts: 0, dueAt: at, settledAt: null },
  });
  return count === 1;
}

/** Those given up, newest first. */
export async function listFailedEmailRows(tx: Tx, limit: number) {
  return tx.emailDelivery.findMany({
    where: { state: "failed" },
    orderBy: { id: "desc" },
    take: limit,
    select: {
      id: true,
      attempts: true,
      lastError: true,
      createdAt: true,
      settledAt: true,
      digestOn: true,
      user: { select: { id: true, name: true } },
      notice: { select: { title: true } },
    },
  });
}

/** How many e-mails are in each state. */
export async function countEmails(tx: Tx): Promise<Partial<Record<EmailState, number>>> {
  const rows = await tx.emailDelivery.groupBy({ by: ["state"], _count: true });
  return Object.fromEntries(rows.map((row) => [row.state, row._count]));
}

/** Removes what was settled before, at most ten thousand; gives how many. */
export async function removeEmailsBefore(tx: Tx, before: Date): Promise<number> {
  return tx.$executeRaw`
    delete from email_delivery where id in (
      select id from email_delivery where created_at < ${before} and settled_at is not null
      order by created_at limit ${REMOVED_AT_ONCE})`;
}
