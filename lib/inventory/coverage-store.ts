import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { CredentialKind } from "../kernel/generated/enums.ts";
import { countFacets } from "./facet-store.ts";
import { facetToken } from "./server-filter.ts";

/** Figures over all servers that are not retired, as `tally_listed_server` in the database has them. */
const FIGURES = [
  "governed",
  "production",
  "owned",
  "backed_up",
  "production_backed_up",
  "credentialed",
  "credentials_expire",
  "in_use",
  "production_in_use",
  "production_without_path",
  "offered_high_impact",
  "approved_high_impact",
] as const;
export type Figure = (typeof FIGURES)[number];

/** Kept figures by name: looked up, never counted. */
export async function readFigures(tx: Tx): Promise<Record<Figure, number>> {
  const counted = await countFacets(tx, [{ field: "coverage", values: FIGURES }]);
  const of = new Map(counted.map(({ value, count }) => [value, count]));
  return Object.fromEntries(FIGURES.map((name) => [name, of.get(name) ?? 0])) as Record<Figure, number>; // every name
}

/** How many servers were to be reviewed before this day: one kept count for each day. */
export async function countReviewsDueBefore(tx: Tx, day: Date): Promise<number> {
  const before = day.toISOString().slice(0, 10);
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select greatest(0,
      coalesce((select sum(count) from server_facet_count where field = 'nextReviewOn' and value < ${before}), 0)
      + coalesce((select sum(delta) from server_facet_delta where field = 'nextReviewOn' and value < ${before}), 0)
    )::int as count`;
  return row?.count ?? 0;
}

export interface ExpiringCredentialRow {
  id: string;
  name: string;
  kind: CredentialKind;
  expires_at: Date;
  server_slug: string;
  server_name: string;
  owner_name: string | null;
}

export const EXPIRING_LIMIT = 200;

/**
 * Active credentials whose end lies between these moments, soonest first or, to look back, latest first; one more than
 * 200 when there are more. With `answererId` only those of servers that this person owns or backs up.
 */
export async function listExpiringRows(
  tx: Tx,
  { from, until, order }: { from: Date | null; until: Date; order: "soonest" | "latest" },
  answererId: string | null = null,
): Promise<ExpiringCredentialRow[]> {
  const lower = from === null ? Prisma.empty : Prisma.sql`and c.expires_at > ${from}`;
  const ordered =
    order === "soonest"
      ? Prisma.sql`order by c.expires_at, c.id`
      : Prisma.sql`order by c.expires_at desc, c.id desc`;
  return tx.$queryRaw<ExpiringCredentialRow[]>`
    select c.id, c.name, c.kind, c.expires_at, s.slug as server_slug, s.name as server_name, u.name as owner_name
    from ${answererId === null ? SOONEST : ofAnswerer(answererId)} c
    join server s on s.id = c.server_id and s.state <> 'retired'
    left join users u on u.id = s.owner_id
    where c.expires_at <= ${until} ${lower}
    ${ordered}
    limit ${EXPIRING_LIMIT + 1}`;
}

/** In the order of an index that holds active ones only. */
const SOONEST = Prisma.sql`(select * from credential where state = 'active')`;

/** Of the servers that somebody answers for, found first: one person's share may be a needle among all credentials. */
function ofAnswerer(userId: string): Prisma.Sql {
  const answered = [facetToken("ownerId", userId), facetToken("backupOwnerId", userId)];
  return Prisma.sql`(
    select c.* from (
      select server_id from listed_server where facets && ${answered}::text[] offset 0
    ) l
    join credential c on c.server_id = l.server_id and c.state = 'active'
  )`;
}
