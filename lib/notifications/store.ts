import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import { REMOVED_AT_ONCE } from "./removal.ts";

/** Counting stops here; the bell shows "99+". */
export const UNREAD_COUNT_LIMIT = 100;

interface NewNotice {
  id: string;
  eventId: string;
  userId: string;
  kind: string;
  title: string;
  body: string;
  href: string | null;
  /** When it was over already; null for what is to be read. */
  readAt: string | null;
}

/** Writes what nobody was told yet, to active people; gives how many that were. */
export async function insertNotices(
  tx: Tx,
  organizationId: string,
  notices: readonly NewNotice[],
  at: Date,
): Promise<number> {
  return tx.$executeRaw`
    insert into notice (organization_id, id, user_id, event_id, kind, title, body, href, created_at, read_at)
    select ${organizationId}::uuid, n.id, n."userId", n."eventId", n.kind, n.title, n.body, n.href, ${at}, n."readAt"
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)
      as n(id uuid, "userId" uuid, "eventId" uuid, kind text, title text, body text, href text, "readAt" timestamptz)
    join users u on u.organization_id = ${organizationId}::uuid and u.id = n."userId" and u.is_active
    on conflict (organization_id, user_id, event_id) do nothing`;
}

export interface NoticeRow {
  id: string;
  kind: string;
  title: string;
  body: string;
  href: string | null;
  createdAt: Date;
  readAt: Date | null;
}

/** One person's, newest first, those before `before`. */
export async function listNoticeRows(
  tx: Tx,
  page: { userId: string; isUnreadOnly: boolean; before: string | null; limit: number },
): Promise<NoticeRow[]> {
  const unread = page.isUnreadOnly ? Prisma.sql`and read_at is null` : Prisma.empty;
  const before = page.before === null ? Prisma.empty : Prisma.sql`and id < ${page.before}::uuid`;
  return tx.$queryRaw<NoticeRow[]>`
    select id, kind, title, body, href, created_at as "createdAt", read_at as "readAt"
    from notice where user_id = ${page.userId}::uuid ${unread} ${before}
    order by id desc limit ${page.limit}`;
}

/** At most `UNREAD_COUNT_LIMIT`. */
export async function countUnreadRows(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select from notice where user_id = ${userId}::uuid and read_at is null limit ${UNREAD_COUNT_LIMIT}
    ) unread`;
  return row?.count ?? 0;
}

/** Marks one of a person's notices, or all of them; gives how many were unread. */
export async function markRead(tx: Tx, userId: string, noticeId: string | null, at: Date): Promise<number> {
  const { count } = await tx.notice.updateMany({
    where: { userId, readAt: null, ...(noticeId === null ? {} : { id: noticeId }) },
    data: { readAt: at },
  });
  return count;
}

/** Marks everybody's unread notices of these kinds that lead to these pages; gives how many there were. */
export async function markAskedRead(
  tx: Tx,
  closings: readonly { href: string; kinds: string[] }[],
  at: Date,
): Promise<number> {
  const { count } = await tx.notice.updateMany({
    where: { OR: closings.map(({ href, kinds }) => ({ href, kind: { in: kinds } })), readAt: null },
    data: { readAt: at },
  });
  return count;
}

/** Where one of a person's notices leads. @throws AppError `not_found` for anybody else's */
export async function loadNotice(tx: Tx, userId: string, id: string): Promise<{ href: string | null }> {
  const notice = await tx.notice.findFirst({ where: { userId, id }, select: { href: true } });
  if (notice === null) throw notFound("notice");
  return notice;
}

/** Removes what is older, at most `REMOVED_AT_ONCE`; gives how many. */
export async function removeNoticesBefore(tx: Tx, organizationId: string, before: Date): Promise<number> {
  return tx.$executeRaw`
    delete from notice where organization_id = ${organizationId}::uuid and id in (
      select id from notice where created_at < ${before} order by created_at limit ${REMOVED_AT_ONCE})`;
}
