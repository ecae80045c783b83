import { route } from "#lib/doors/route.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { listServerFacets } from "#lib/inventory/queries/list-server-facets.ts";
import { NO_TEAM } from "#lib/inventory/server-list-input.ts";
import { hasRole } from "#lib/kernel/actor.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { toPersonOptions } from "../../person-options.ts";

/** What the dialog of a bulk change offers to choose from; asked when it is opened. */
export const GET = route(async ({ actor }) => {
  const [people, roles, facets] = await Promise.all([
    listUsers(actor, {}),
    listServerRoles(actor, {}),
    listServerFacets(actor, {}),
  ]);
  const valuesOf = (field: "team" | "tag") =>
    (facets[field] ?? []).map(({ value }) => value).filter((value) => value !== NO_TEAM);
  return {
    isAdmin: hasRole(actor, "admin"),
    people: toPersonOptions(people),
    roles: roles.map(({ id, name }) => ({ value: id, label: name })),
    teams: valuesOf("team"),
    tags: valuesOf("tag"),
  } satisfies BulkOptions;
});

export interface BulkOptions {
  isAdmin: boolean;
  people: { value: string; label: string; hint?: string }[];
  roles: { value: string; label: string }[];
  teams: string[];
  tags: string[];
}
