import type { Tx } from "./db.ts";
import { Prisma } from "./generated/client.ts";
import { asLikeText } from "./like.ts";

/** Of one kind at most: of what more is called so, a list finds some soon by reading the names themselves. */
const FOUND_MAX = 1_000;

/** A scope stands for the grant of it, by that grant's id. */
export type CalledKind = "server" | "tool" | "consumer" | "scope" | "request" | "credential";

export interface Called {
  like: string;
  /** Null where more than FOUND_MAX are called so. */
  ids: ReadonlyMap<CalledKind, readonly string[] | null>;
}

/** Where a list has the id and the name, in small letters, of one kind. */
export interface Named {
  id: Prisma.Sql;
  key: Prisma.Sql;
}

/** What has `q` in its name, whatever the case, by the index over parts of names; null where nothing was asked. */
export async function findCalled(tx: Tx, kinds: readonly CalledKind[], q: string): Promise<Called | null> {
  if (q === "") return null;
  const like = `%${asLikeText(q.toLowerCase())}%`;
  const parts = kinds.map(
    (kind) => Prisma.sql`(select c.kind, c.id from called_thing c
      where c.kind = ${kind} and c.key like ${like} limit ${FOUND_MAX + 1})`,
  );
  const rows = await tx.$queryRaw<{ kind: CalledKind; id: string }[]>(Prisma.join(parts, " union all "));
  const ids = new Map<CalledKind, readonly string[] | null>();
  for (const kind of kinds) {
    const found = rows.filter((row) => row.kind === kind).map(({ id }) => id);
    ids.set(kind, found.length > FOUND_MAX ? null : found);
  }
  return { like, ids };
}

export function isCalled({ like, ids }: Called, named: Partial<Record<CalledKind, Named>>): Prisma.Sql {
  const parts = [...ids].flatMap(([kind, found]) => {
    const column = named[kind];
    if (column === undefined || found?.length === 0) return [];
    return found === null
      ? [Prisma.sql`${column.key} like ${like}`]
      : [Prisma.sql`${column.id} = any (${found}::uuid[])`];
  });
  return parts.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(parts, " or ")})`;
}
