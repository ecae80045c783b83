import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import { KIND_GROUPS } from "./event-group.ts";

/** Days a notice nobody read stays in digests. */
const SHOWN_DAYS = 14;

/** A notice is in a digest while it is unread, recent, and of a group that its person wants there. */
function inDigest(at: Date): Prisma.Sql {
  return Prisma.sql`n.read_at is null and n.created_at > ${at}::timestamptz - make_interval(days => ${SHOWN_DAYS})
    and exists (
      select from jsonb_to_recordset(${JSON.stringify(KIND_GROUPS)}::jsonb)
        as k(kind text, "group" text, "byDefault" text)
      where k.kind = n.kind and coalesce(p.emails ->> k."group", k."byDefault") = 'digest')`;
}

export interface DigestReader {
  userId: string;
  timeZone: string | null;
  digestHour: number | null;
}

/** Active people after `after` who have something for a digest that no digest of theirs was about yet. */
export async function listDigestReaders(
  tx: Tx,
  { after, limit, at }: { after: string | null; limit: number; at: Date },
): Promise<DigestReader[]> {
  const from = after === null ? Prisma.empty : Prisma.sql`and u.id > ${after}::uuid`;
  return tx.$queryRaw<DigestReader[]>`
    select u.id as "userId", p.time_zone as "timeZone", p.digest_hour as "digestHour"
    from users u
    left join notice_preference p on p.organization_id = u.organization_id and p.user_id = u.id
    where u.is_active ${from} and exists (
      select from notice n where n.organization_id = u.organization_id and n.user_id = u.id and ${inDigest(at)}
        and n.created_at > coalesce((
          select max(d.created_at) from email_delivery d
          where d.organization_id = u.organization_id and d.user_id = u.id and d.digest_on is not null
        ), '-infinity'))
    order by u.id limit ${limit}`;
}

/** Puts up the digests of these people's days, each once; gives how many are new. */
export async function insertDigests(
  tx: Tx,
  organizationId: string,
  digests: readonly { id: string; userId: string; day: string }[],
  at: Date,
): Promise<number> {
  return tx.$executeRaw`
    insert into email_delivery (organization_id, id, user_id, digest_on, state, due_at, created_at)
    select ${organizationId}::uuid, d.id, d."userId", d.day, 'waiting', ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(digests)}::jsonb) as d(id uuid, "userId" uuid, day date)
    on conflict (organization_id, user_id, digest_on) do nothing`;
}

/** What a person's digest says now, newest first, and how many there are in all. */
export async function loadDigest(tx: Tx, userId: string, limit: number, at: Date) {
  const rows = await tx.$queryRaw<{ title: string; body: string; href: string | null; total: number }[]>`
    select n.title, n.body, n.href, (count(*) over ())::int as total
    from notice n
    left join notice_preference p on p.organization_id = n.organization_id and p.user_id = n.user_id
    where n.user_id = ${userId}::uuid and ${inDigest(at)}
    order by n.id desc limit ${limit}`;
  return {
    notices: rows.map(({ title, body, href }) => ({ title, body, href })),
    total: rows[0]?.total ?? 0,
  };
}
