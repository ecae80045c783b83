import type { RevokedByPerson } from "#lib/grants/steps/load-held.ts";
import type { Tx } from "#lib/kernel/db.ts";

/** Which of these tools and consumers somebody rejected since then, without anything granted since: the latest first. */
export async function findRejectedByPeople(
  tx: Tx,
  of: {
    organizationId: string;
    serverId: string;
    toolIds: readonly string[];
    consumerIds: readonly string[];
  },
  since: Date,
): Promise<RevokedByPerson[]> {
  return tx.$queryRaw<RevokedByPerson[]>`
    select coalesce(t.name, c.name, r.title) as name, u.name as by, nullif(d.reason, '') as reason, r.decided_at as at
    from request r
    join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
    join request_decision d on d.organization_id = r.organization_id and d.request_id = r.id and d.decision = 'reject'
    join users u on u.organization_id = d.organization_id and u.id = d.decider_id
    left join tool t on t.organization_id = i.organization_id and t.id = i.tool_id
    left join consumer c on c.organization_id = i.organization_id and c.id = i.consumer_id
    where r.organization_id = ${of.organizationId}::uuid and r.server_id = ${of.serverId}::uuid
      and r.state = 'rejected' and r.decided_at > ${since}
      and (i.tool_id = any (${[...of.toolIds]}::uuid[]) or i.consumer_id = any (${[...of.consumerIds]}::uuid[]))
      and not exists (
        select from grants g
        where g.organization_id = i.organization_id and g.server_id = r.server_id and g.granted_at > r.decided_at
          and (g.tool_id = i.tool_id or g.consumer_id = i.consumer_id))
    order by r.decided_at desc, name`;
}
