import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import type { TestOrganization } from "./organization.ts";

/** So many active servers in development, owned by the organization's owner, in one statement; gives their ids. Not listed: quicker, no list finds them. */
export async function insertServers(
  { organizationId, owner, member }: TestOrganization,
  count: number,
  overrides: { environment?: string; withBackup?: boolean; team?: string; isListed?: boolean } = {},
): Promise<string[]> {
  const { environment = "development", withBackup = true, team = null, isListed = true } = overrides;
  const ids = Array.from({ length: count }, () => newId()).toSorted();
  const backupOwnerId = withBackup ? member.userId : null;
  await inTenant(organizationId, "write", async (tx) => {
    if (!isListed) await tx.$executeRaw`select set_config('steward.listing_is_postponed', 'on', true)`;
    await tx.$executeRaw`
      insert into server (organization_id, id, slug, name, purpose, state, environment, criticality, team, transport,
        command, args, identity_key, identity_digest, data_classes, owner_id, backup_owner_id, next_review_on,
        registered_at, updated_at)
      select ${organizationId}::uuid, id, 'many-' || id, 'Server ' || place, 'One of many.', 'active',
        ${environment}::environment, 'medium', ${team}, 'stdio', 'npx', array['-y', 'pkg-' || id], 'npm:pkg-' || id,
        'sha256:' || encode(sha256(id::text::bytea), 'hex'), array['internal'], ${owner.userId}::uuid,
        ${backupOwnerId}::uuid, current_date + 30, now(), now()
      from unnest(${ids}::uuid[]) with ordinality as n(id, place)`;
  });
  return ids;
}
