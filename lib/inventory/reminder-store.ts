import type { Tx } from "../kernel/db.ts";
import type { ReminderDays } from "./credentials.ts";

export interface RemindedServer {
  id: string;
  slug: string;
  name: string;
  credentials: string[];
  credentialCount: number;
  notify: string[];
}

/** What stands for "no reminder yet" in the index `credential_to_remind`. */
const NEVER = 365;

/**
 * Marks up to `limit` active credentials that end within so many days and were not reminded of that yet; gives them by
 * server, with the active people who answer for it. Two at once share the work: what one has locked, the other skips.
 */
export async function markReminded(
  tx: Tx,
  { days, limit, now }: { days: ReminderDays; limit: number; now: Date },
): Promise<{ credentialCount: number; servers: RemindedServer[] }> {
  const until = new Date(now.getTime() + days * 86_400_000);
  const earlier = [NEVER, 30, 7].filter((reminded) => reminded > days);
  const marked = await tx.$queryRaw<{ server_id: string; name: string }[]>`
    update credential c set reminded_days = ${days}
    from (
      select d.id from unnest(${earlier}::int[]) as e(reminded)
      cross join lateral (
        select id from credential
        where state = 'active' and expires_at is not null and coalesce(reminded_days, ${NEVER}) = e.reminded
          and expires_at > ${now}::timestamptz and expires_at <= ${until}::timestamptz
        limit ${limit} for no key update skip locked
      ) d limit ${limit}
    ) due
    where c.id = due.id
    returning c.server_id, c.name`;
  const serverIds = [...new Set(marked.map((row) => row.server_id))];
  const servers = await tx.server.findMany({
    where: { id: { in: serverIds }, state: { not: "retired" } },
    select: { id: true, slug: true, name: true, owner: person, backupOwner: person },
    orderBy: { id: "asc" },
  });
  const byServer = Map.groupBy(marked, (row) => row.server_id);
  return {
    credentialCount: marked.length,
    servers: servers.map(({ owner, backupOwner, ...server }) => {
      const names = (byServer.get(server.id) ?? []).map(({ name }) => name).toSorted();
      const people = [owner, backupOwner].filter((found) => found?.isActive === true);
      return {
        ...server,
        credentials: names.slice(0, 5),
        credentialCount: names.length,
        notify: people.flatMap((found) => found?.id ?? []),
      };
    }),
  };
}

const person = { select: { id: true, isActive: true } };
