import type { Tx } from "#lib/kernel/db.ts";

const DUE_MAX = 20;

/**
 * Reviews that are to start without anybody's hand and have not: their day is `today` or before, or something opened them.
 * Those that nothing was in the way of so far come first; of the others any, so that none keeps another waiting.
 */
export async function loadDueStarts(tx: Tx, today: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select c.id from campaign c
    where c.state in ('draft', 'staged') and c.staging_asked_at is null
      and (c.cause is null and c.definition ->> 'startsOn' <= ${today}
        or c.cause ->> 'startsItself' = 'true' and (c.state = 'staged' or c.start_refusal is not null))
    order by c.start_refusal is not null, random() limit ${DUE_MAX}`;
  return rows.map(({ id }) => id);
}
