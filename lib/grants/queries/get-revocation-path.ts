import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { serverInput } from "../input.ts";
import { decidePathEdit } from "../model.ts";
import { revocationPathHash } from "../revocation-path-hash.ts";
import { findSteps } from "../revocation-path-store.ts";

/** How a server is cut off, step by step. `hash` goes back with an edit; `canEdit` is true or the reason it is not. */
export const getRevocationPath = query({
  name: "get-revocation-path",
  permission: "grant:read",
  input: serverInput,
  run: async ({ tx, actor }, { serverId }) => {
    const server = await loadServer(tx, { id: serverId });
    const steps = await findSteps(tx, actor.organizationId, server.id);
    const verdict = decidePathEdit(server, actor);
    const canEdit: true | string =
      permitted(actor, "revocation-path:edit") ?? (verdict.ok ? true : verdict.reason);
    return { serverId: server.id, steps, hash: revocationPathHash(steps), canEdit };
  },
});
