import { listWaitingExtensions } from "#lib/approvals/queries/list-waiting-extensions.ts";
import { listUseOfGranted } from "#lib/decisions/queries/list-use-of-granted.ts";
import type { GrantView } from "#lib/grants/grant-view.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";

/** What other rooms know of these grants, by the grant's id: their use, and the request that would carry each on. */
export async function gatherUse(actor: PersonActor, grants: readonly GrantView[]) {
  const [uses, waiting] = await Promise.all([
    listUseOfGranted(actor, {
      grants: grants.map(({ id, server, tool, consumer }) => ({
        id,
        serverId: server.id,
        toolId: tool?.id ?? null,
        consumerId: consumer?.id ?? null,
      })),
    }),
    listWaitingExtensions(actor, { grantIds: grants.map(({ id }) => id) }),
  ]);
  return { uses, waiting };
}
