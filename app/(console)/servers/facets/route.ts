import { route } from "#lib/doors/route.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { listServerFacets } from "#lib/inventory/queries/list-server-facets.ts";
import { readServerSearch } from "#lib/inventory/server-search.ts";
import type { Actor } from "#lib/kernel/actor.ts";

/**
 * `GET` with the list's own address -> for each field its values, with how many servers each would leave. With
 * `field` and `find`, the values of that field by name instead: people, beyond the twenty who own most.
 */
export const GET = route(async ({ actor, search }) => {
  const find = search.get("find");
  if (find !== null) return findValues(actor, search.get("field"), find);
  const { sort: _sort, ...filter } = readServerSearch(search);
  return listServerFacets(actor, filter);
});

const FOUND_AT_MOST = 20;

async function findValues(actor: Actor, field: string | null, find: string) {
  if (field !== "ownerId" && field !== "backupOwnerId") return [];
  const people = await listUsers(actor, { search: find });
  return people.slice(0, FOUND_AT_MOST).map(({ id, name }) => ({ value: id, label: name }));
}
