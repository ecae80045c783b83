/** Finding a review's items by a part of a name, whatever its size. */
import { type CalledKind, findCalled } from "#lib/kernel/called.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { asLikeText } from "#lib/kernel/like.ts";
import type { ReviewSubject } from "./campaign-definition.ts";

/** Up to here the names are read as they were frozen, all of them: that is quick enough. */
const READ_MAX = 20_000;
/** Things that are looked up one by one at most; where more are called so, reading finds some soon. */
const THINGS_MAX = 20_000;

const KINDS = ["server", "tool", "consumer", "scope", "credential"] as const satisfies readonly CalledKind[];

/** What a name stands for: servers, things by the ids that items have of them, and the kinds whose names are read instead. */
export interface NamedThings {
  /** Null where their names are read. */
  serverIds: readonly string[] | null;
  subjectIds: readonly string[];
  read: readonly ReviewSubject[];
}

/**
 * In a review of more than READ_MAX items, what a name stands for today, by the index over parts of names: what was renamed
 * since it was frozen is not found so. Of what too much is called so, names are read, as all are in smaller reviews (null).
 */
export async function findNamedThings(tx: Tx, campaignId: string, q: string): Promise<NamedThings | null> {
  if (q === "") return null;
  const campaign = await tx.campaign.findFirst({
    where: { id: campaignId },
    select: { populationCount: true },
  });
  if (Number(campaign?.populationCount ?? 0n) <= READ_MAX) return null;
  const called = await findCalled(tx, KINDS, q);
  const idsOf = (kind: (typeof KINDS)[number]) => called?.ids.get(kind) ?? null;
  const subjects: [ReviewSubject, readonly string[] | null][] = [
    ["tool", await grantsOf(tx, Prisma.sql`g.tool_id`, idsOf("tool"))],
    ["access", await grantsOf(tx, Prisma.sql`g.consumer_id`, idsOf("consumer"))],
    // A scope stands for its grant already.
    ["scope", idsOf("scope")],
    ["credential", idsOf("credential")],
  ];
  return {
    serverIds: idsOf("server"),
    subjectIds: subjects.flatMap(([, ids]) => ids ?? []),
    read: subjects.flatMap(([kind, ids]) => (ids === null ? [kind] : [])),
  };
}

/** The grants of these tools or consumers; null for more than THINGS_MAX. */
async function grantsOf(
  tx: Tx,
  column: Prisma.Sql,
  ids: readonly string[] | null,
): Promise<readonly string[] | null> {
  if (ids === null || ids.length === 0) return ids;
  const granted = await tx.$queryRaw<{ id: string }[]>`
    select g.id from grants g where ${column} = any (${[...ids]}::uuid[]) limit ${THINGS_MAX + 1}`;
  return granted.length > THINGS_MAX ? null : granted.map(({ id }) => id);
}

/** Over `i`: it or its server is called so. */
export function isNamed(q: string, things: NamedThings | null): Prisma.Sql {
  const like = `%${asLikeText(q.toLowerCase())}%`;
  const server = Prisma.sql`lower(i.server_name) like ${like}`;
  const thing = Prisma.sql`lower(i.facts::json ->> 'name') like ${like}`;
  if (things === null) return Prisma.sql`(${server} or ${thing})`;
  const { serverIds, subjectIds, read } = things;
  const parts = [
    Prisma.sql`(i.server_id = any (${[...(serverIds ?? [])]}::uuid[]) or i.subject_id = any (${[...subjectIds]}::uuid[]))
      and (${server} or ${thing})`,
    ...(serverIds === null ? [server] : []),
    ...(read.length === 0
      ? []
      : [Prisma.sql`i.subject_kind = any (${[...read]}::review_subject[]) and ${thing}`]),
  ];
  return Prisma.sql`(${Prisma.join(parts, " or ")})`;
}
