import type { Tx } from "#lib/kernel/db.ts";
import { NOBODY } from "./staging-store.ts";

const DUE_MAX = 20;

/** Staged reviews whose day is `today` or before; one that somebody is missing from waits for a person. */
export async function loadDueStarts(tx: Tx, today: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select c.id from campaign c
    where c.state = 'staged' and c.created_by_id is not null and c.definition ->> 'startsOn' <= ${today}
      and not exists (
        select from campaign_tally t
        where t.organization_id = c.organization_id and t.campaign_id = c.id and t.reviewer_id = ${NOBODY}::uuid
          and t.count > 0)
    order by c.definition ->> 'startsOn', c.id limit ${DUE_MAX}`;
  return rows.map(({ id }) => id);
}
