import { loadGovernedServers } from "../../inventory/steps/load-governed-servers.ts";
import { query } from "../../kernel/query.ts";
import { previewServerRoleInput } from "../input.ts";
import { countServersOfRole, listServersAbove, PREVIEW_LIMIT } from "../role-preview-store.ts";
import { exceedsRole } from "../rules/role-ceiling.ts";
import { loadServerRole } from "../store.ts";

const SHOWN = 50;

/**
 * Which servers would be above a role with these ceilings, against which are now: counts over the first 10,000 servers
 * of the role, and the first 50 that would be, with the reasons in the words of the finding. Changes nothing.
 */
export const previewServerRole = query({
  name: "preview-server-role",
  permission: "server:read",
  input: previewServerRoleInput,
  run: async ({ tx, now }, { serverRoleId, ...ceilings }) => {
    const role = await loadServerRole(tx, { id: serverRoleId });
    const above = await listServersAbove(tx, serverRoleId, ceilings);
    const aboveNow = new Set(await listServersAbove(tx, serverRoleId, role));
    const isNew = (id: string) => !aboveNow.has(id);
    // Those that the edit would push over come first: they are what it changes.
    const shown = [...above.filter(isNew), ...above.filter((id) => !isNew(id))].slice(0, SHOWN);
    const facts = new Map((await loadGovernedServers(tx, shown)).map((server) => [server.id, server]));
    const proposed = { ...role, ...ceilings };
    const wouldExceed = new Set(above);
    return {
      servers: await countServersOfRole(tx, serverRoleId),
      examinedAtMost: PREVIEW_LIMIT,
      exceedNow: aboveNow.size,
      wouldExceed: above.length,
      newlyExceed: above.filter(isNew).length,
      noLongerExceed: [...aboveNow].filter((id) => !wouldExceed.has(id)).length,
      items: shown.flatMap((id) => {
        const server = facts.get(id);
        if (server === undefined) return [];
        const breaches = exceedsRole.evaluate(
          { server, role: proposed, hasRevocationPath: true, scopeGrants: new Map() },
          now,
        );
        const { slug, name, environment, owner } = server;
        return [
          {
            id,
            slug,
            name,
            environment,
            owner,
            isNew: isNew(id),
            reasons: breaches.map(({ summary }) => summary),
          },
        ];
      }),
    };
  },
});

export type RolePreview = Awaited<ReturnType<typeof previewServerRole>>;
