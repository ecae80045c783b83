import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { CandidateState } from "../kernel/generated/enums.ts";
import { asLikeText } from "../kernel/like.ts";
import { type CandidateDetails, candidateColumns, withSecrets } from "./candidate-store.ts";

/** Counting stops here; what is beyond shows as "10,000+". */
export const COUNT_LIMIT = 10_000;

export interface CandidateFilter {
  state: CandidateState;
  search: string | undefined;
  client: string | undefined;
  machine: string | undefined;
  has: readonly ("secrets" | "risks")[];
  /** First seen since then. */
  newSince: Date | null;
  isGone: boolean | undefined;
}

/** One page of candidates by name, with a look one row further to know whether there is more. */
export async function listCandidateRows(
  tx: Tx,
  filter: CandidateFilter,
  { after, limit }: { after: { name: string; id: string } | null; limit: number },
): Promise<CandidateDetails[]> {
  const ids = await tx.$queryRaw<
    { id: string }[]
  >`select id from ${idsOf(filter, after, limit + 1)} as found (id)`;
  const rows = await tx.candidate.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
    select: candidateColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return withSecrets(tx, rows);
}

/** How many fit, counted up to COUNT_LIMIT and one. */
export async function countCandidateRows(tx: Tx, filter: CandidateFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from ${idsOf(filter, null, COUNT_LIMIT + 1)} as found (id)`;
  return row?.count ?? 0;
}

function idsOf(
  { state, search, client, machine, has, newSince, isGone }: CandidateFilter,
  after: { name: string; id: string } | null,
  limit: number,
): Prisma.Sql {
  const pattern = search === undefined ? null : `%${asLikeText(search.toLowerCase())}%`;
  return Prisma.sql`list_candidate_ids(${state}::candidate_state, ${pattern}::text, ${client ?? null}::text,
    ${machine ?? null}::text, ${has.includes("secrets")}, ${has.includes("risks")}, ${newSince}::timestamptz,
    ${isGone ?? null}::boolean, ${after?.name ?? null}::text, ${after?.id ?? null}::uuid, ${limit}::int)`;
}
