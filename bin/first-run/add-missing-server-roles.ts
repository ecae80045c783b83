import { systemActor } from "#lib/kernel/actor.ts";
import { addStarterRoles } from "#lib/policy/commands/add-starter-roles.ts";
import { listMissingStarterRoles } from "#lib/policy/queries/list-missing-starter-roles.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";

/** Adds the starter roles to an organization that never had a role; one that shaped its own is left alone. */
export async function addMissingServerRoles(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, "first run");
  if ((await listServerRoles(actor, {})).length > 0) return;
  const missing = await listMissingStarterRoles(actor, {});
  if (missing.every(({ wasArchived }) => !wasArchived)) await addStarterRoles(actor, {});
}
