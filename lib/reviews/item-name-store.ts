/** Finding a review's items by a part of a name, whatever its size. */
import { type CalledKind, findCalled } from "#lib/kernel/called.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { asLikeText } from "#lib/kernel/like.ts";

/** Up to here the names are read as they were frozen, all of them: that is quick enough. */
const READ_MAX = 20_000;
/** Things that are looked up one by one at most; where more are called so, reading finds some soon. */
const THINGS_MAX = 20_000;

const KINDS = ["server", "tool", "consumer", "scope", "credential"] as const satisfies readonly CalledKind[];

/** What is called so now: servers, and things by the ids that items have of them. Null where names are read instead. */
export interface NamedThings {
  serverIds: readonly string[];
  subjectIds: readonly string[];
}

/**
 * In a review of more than READ_MAX items, what a name stands for today, by the index over parts of names: what was renamed
 * since it was frozen is not found so. Null in smaller ones, and where too much is called so for it to be worth while.
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
  const [serverIds, tools, consumers, scopes, credentials] = KINDS.map(idsOf);
  if (!serverIds || !tools || !consumers || !scopes || !credentials) return null;
  const granted = await tx.$queryRaw<{ id: string }[]>`
    select g.id from grants g where g.tool_id = any (${tools}::uuid[])
    union all select g.id from grants g where g.consumer_id = any (${consumers}::uuid[])
    limit ${THINGS_MAX + 1}`;
  if (granted.length > THINGS_MAX) return null;
  return { serverIds, subjectIds: [...granted.map(({ id }) => id), ...scopes, ...credentials] };
}

/** Over `i`: it or its server is called so. */
export function isNamed(q: string, things: NamedThings | null): Prisma.Sql {
  const like = `%${asLikeText(q.toLowerCase())}%`;
  const reads = Prisma.sql`(lower(i.server_name) like ${like} or lower(i.facts ->> 'name') like ${like})`;
  if (things === null) return reads;
  const { serverIds, subjectIds } = things;
  return Prisma.sql`(i.server_id = any (${[...serverIds]}::uuid[]) or i.subject_id = any (${[...subjectIds]}::uuid[])) and ${reads}`;
}
