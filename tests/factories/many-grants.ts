import { newId } from "#lib/kernel/id.ts";
import type { GovernedServer } from "./governed-server.ts";
import type { TestOrganization } from "./organization.ts";
import { asOwner } from "./owner-connection.ts";

/** So many more consumers let in by the grant that the server's agent has, past every guard; gives the consumers' ids. */
export async function copyAccess(
  { organizationId }: TestOrganization,
  { serverId, consumerId }: GovernedServer,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId()).toSorted();
  const copied = `unnest('{${ids.join(",")}}'::uuid[]) with ordinality as n(id, place)`;
  await asOwner(`
    alter table consumer disable trigger user;
    alter table grants disable trigger user;
    insert into consumer select (jsonb_populate_record(c,
      jsonb_build_object('id', n.id, 'slug', 'copy-' || n.id, 'name', 'Copy ' || n.id))).*
    from consumer c, ${copied} where c.organization_id = '${organizationId}' and c.id = '${consumerId}';
    insert into grants select (jsonb_populate_record(g,
      jsonb_build_object('id', n.id, 'consumer_id', n.id))).*
    from grants g, ${copied}
    where g.organization_id = '${organizationId}' and g.server_id = '${serverId}' and g.consumer_id = '${consumerId}'
      and g.state = 'active';
    alter table grants enable trigger user;
    alter table consumer enable trigger user`);
  return ids;
}
