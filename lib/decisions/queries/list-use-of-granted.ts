import { query } from "#lib/kernel/query.ts";
import { listUseOfGrantedInput } from "../input.ts";
import { findUseOfAccess, findUseOfEach } from "../usage-view-store.ts";
import { toUseView, type UseView } from "../use-view.ts";

/**
 * By the grant's id, what was asked of the things that were granted: of a tool all its calls, of access those by its
 * consumer on its server. Calls of before the grant count too. What nobody asked about is not among them.
 */
export const listUseOfGranted = query({
  name: "list-use-of-granted",
  permission: "grant:read",
  input: listUseOfGrantedInput,
  run: async ({ tx, actor }, { grants }): Promise<Record<string, UseView>> => {
    const { organizationId } = actor;
    const toolIds = grants.flatMap(({ toolId }) => toolId ?? []);
    const pairs = grants.flatMap(({ consumerId, serverId }) =>
      consumerId === null ? [] : [{ consumerId, serverId }],
    );
    const ofTools = toolIds.length === 0 ? [] : await findUseOfEach(tx, organizationId, toolIds);
    const ofAccess = pairs.length === 0 ? [] : await findUseOfAccess(tx, organizationId, pairs);
    return Object.fromEntries(
      grants.flatMap(({ id, toolId, consumerId, serverId }) => {
        const row =
          toolId !== null
            ? ofTools.find((one) => one.toolId === toolId)
            : ofAccess.find((one) => one.consumerId === consumerId && one.serverId === serverId);
        return row === undefined ? [] : [[id, toUseView(row)]];
      }),
    );
  },
});
