import { Prisma } from "../kernel/generated/client.ts";
import type { ListPlan } from "./list-plan.ts";
import type { Stretch } from "./server-order.ts";
import { conditions, foundRows, inWindow, type ServerQuestion } from "./server-question-store.ts";

/**
 * `page`: the first rows of a stretch that fit. A walk reads the order's index and stops at its bound; only when it
 * has not filled the page by then is the second part run, which finds by index what fits and sorts that.
 */
export function pageOf(question: ServerQuestion, plan: ListPlan, stretch: Stretch): Prisma.Sql {
  const { rows } = stretch;
  const found = foundBy(question, stretch);
  if (plan.way === "find") return Prisma.sql`page as materialized (${found})`;
  return Prisma.sql`walked as materialized (${walkedBy(question, plan.rowsMax, stretch)}), page as materialized (
    select * from walked where (select count(*) from walked) = ${rows}
    union all
    select * from (${found}) l where (select count(*) from walked) < ${rows}
  )`;
}

/** What fits, by index, and then sorted. */
export function foundBy(question: ServerQuestion, { columns, range, sorted, rows }: Stretch): Prisma.Sql {
  return Prisma.sql`
    select * from (
      select l.*, ${columns} from ${foundRows(question)} where ${conditions(question, "find")} and ${range} offset 0
    ) l ${sorted} limit ${rows}`;
}

/** What fits of the first `rowsMax` rows of the stretch. */
export function walkedBy(
  question: ServerQuestion,
  rowsMax: number,
  { columns, range, sorted, rows }: Stretch,
): Prisma.Sql {
  const along = question.along === null ? Prisma.sql`true` : inWindow(question.along);
  return Prisma.sql`
    select * from (
      select l.*, ${columns} from listed_server l where ${range} and ${along} ${sorted} limit ${rowsMax}
    ) l
    where ${conditions(question, "walk")} ${sorted} limit ${rows}`;
}
