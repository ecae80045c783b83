import { loadScopes } from "#lib/inventory/steps/load-scopes.ts";
import { query } from "#lib/kernel/query.ts";
import { toGrantViews } from "../grant-view.ts";
import { serverInput } from "../input.ts";
import { scopeStanding } from "../scope-standing.ts";
import { findServerGrants } from "../view-store.ts";

/** The newest grants are looked through; more renewals than this of a server's scopes nobody has. */
const GRANTS_MAX = 2_000;

/**
 * The scopes on a server's record, by name, each with its newest grant and whether that is in force. Times are ISO 8601,
 * UTC.
 */
export const listServerScopes = query({
  name: "list-server-scopes",
  permission: "grant:read",
  input: serverInput,
  run: async ({ tx, actor, now }, { serverId }) => {
    const { organizationId } = actor;
    const scopes = await loadScopes(tx, serverId);
    const filter = {
      organizationId,
      serverId,
      withEnded: true,
      kind: "scope" as const,
      toolId: undefined,
      now,
    };
    const grants = await findServerGrants(tx, filter, GRANTS_MAX);
    const newest = scopes.flatMap(({ name }) => grants.find((grant) => grant.scopeName === name) ?? []);
    const views = await toGrantViews(tx, newest, actor, now);
    return scopes.map(({ id, name, system, breadth, addedAt }) => {
      const grant = views.find((view) => view.scope?.name === name) ?? null;
      const standing = scopeStanding({ system, breadth }, grant);
      return { id, name, system, breadth, addedAt: addedAt.toISOString(), standing, grant };
    });
  },
});
