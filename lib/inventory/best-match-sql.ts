import { Prisma } from "../kernel/generated/client.ts";
import type { ListCursor } from "./list-cursor.ts";
import type { ListPlan } from "./list-plan.ts";
import { NAME_KEY, type Stretch, stretchOf } from "./server-order.ts";
import { foundBy, walkedBy } from "./server-page-sql.ts";
import type { ServerQuestion } from "./server-question-store.ts";

/** Names that begin with what was typed and are looked at one by one; beyond, what fits is found and sorted. */
const BEGUN_MAX = 20_000;

/** How a page of best matches is asked for. */
export interface BestMatches {
  /** Common table expressions; the last is `page`. */
  page: Prisma.Sql;
  sorted: Prisma.Sql;
  /** 0 and the name where it begins with what was typed, 1 for another: what the cursor keeps. */
  sortValue: Prisma.Sql;
}

/**
 * Servers whose name begins with what was typed, by name, and then all others that fit, the newest first. The first are
 * a stretch of the order of names, so the vendor's name that everybody types is answered from there, however many fit;
 * and what others carry lies nowhere together in the order in which they were registered, so they are soon met.
 */
export function bestMatches(
  question: ServerQuestion,
  plan: ListPlan,
  { typed, rows, cursor }: { typed: string; rows: number; cursor: ListCursor | null },
): BestMatches {
  const lead = Prisma.sql`lower(${typed}::text) collate "C"`;
  const begins = Prisma.sql`(${NAME_KEY} >= ${lead} and ${NAME_KEY} < ${lead} || chr(1114111))`;
  const isPastFirst = cursor?.value.startsWith("1") ?? false;
  const named = stretchOf("name", rows, cursor && { ...cursor, value: cursor.value.slice(1) });
  const first: Stretch = {
    ...named,
    // Not by a case: the index keeps the order of names, and of nothing made from them.
    columns: Prisma.sql`false as is_other, ${NAME_KEY} as sort_key`,
    range: isPastFirst ? Prisma.sql`false` : Prisma.sql`${begins} and ${named.range}`,
  };
  const others: Stretch = {
    columns: Prisma.sql`true as is_other, '' collate "C" as sort_key`,
    range:
      isPastFirst && cursor !== null
        ? Prisma.sql`not ${begins} and l.server_id < ${cursor.id}::uuid`
        : Prisma.sql`not ${begins}`,
    sorted: Prisma.sql`order by server_id desc`,
    rows,
  };
  const sorted = Prisma.sql`order by is_other, sort_key, case when not is_other then server_id end, server_id desc`;
  const columns = Prisma.sql`not ${begins} as is_other, case when ${begins} then ${NAME_KEY} else '' end as sort_key`;
  const all: Stretch = { columns, range: Prisma.sql`(${first.range} or ${others.range})`, sorted, rows };
  const walkedOthers =
    plan.way === "find"
      ? Prisma.sql`select * from first where false`
      : Prisma.sql`select * from (${walkedBy(question, plan.rowsMax, others)}) l
          where (select count(*) from first) < ${rows} and (select is_complete from looked_at)`;
  return {
    sorted,
    sortValue: Prisma.sql`l.is_other::int || l.sort_key`,
    page: Prisma.sql`
      first as materialized (${walkedBy(question, BEGUN_MAX, first)}),
      looked_at as materialized (
        select count(*) <= ${BEGUN_MAX} as is_complete from (
          select from listed_server l where ${first.range} limit ${BEGUN_MAX + 1}
        ) begun
      ),
      others as materialized (${walkedOthers}),
      walked as materialized (
        select * from (select * from first union all select * from others) l ${sorted} limit ${rows}
      ),
      page as materialized (
        select * from walked where (select count(*) from walked) = ${rows}
        union all
        select * from (${foundBy(question, all)}) l where (select count(*) from walked) < ${rows}
      )`,
  };
}
