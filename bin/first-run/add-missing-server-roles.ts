import { systemActor } from "#lib/kernel/actor.ts";
import { createServerRole } from "#lib/policy/commands/create-server-role.ts";
import { DEFAULT_SERVER_ROLES } from "#lib/policy/model.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";

// A copy of a constant may be changed; only its type still says that it may not.
type Role = Parameters<typeof createServerRole>[1];

/** Adds the standard server roles to an organization that has none; one that shaped its own is left alone. */
export async function addMissingServerRoles(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, "first run");
  if ((await listServerRoles(actor, {})).length > 0) return;
  for (const role of DEFAULT_SERVER_ROLES) await createServerRole(actor, structuredClone(role) as Role);
}
