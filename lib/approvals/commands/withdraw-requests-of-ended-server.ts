import { serverInput } from "#lib/grants/input.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { findPendingIds } from "../asked-store.ts";
import { endRequest } from "../steps/end-request.ts";
import { lockRequest } from "../store.ts";

/** So many in one transaction: whoever calls it comes back until there are none. */
const BATCH = 100;

/**
 * Withdraws what is still asked for on a server that was cut off for good, the oldest 100 of it: it can never be granted.
 * Gives how many; none when there are no more.
 */
export const withdrawRequestsOfEndedServer = command({
  name: "withdraw-requests-of-ended-server",
  permission: "request:end",
  input: serverInput,
  run: async (context, { serverId }) => {
    const { tx, actor } = context;
    const server = await loadServer(tx, { id: serverId });
    if (server.state !== "revoked" && server.state !== "retired") return unchanged({ withdrawn: 0 });
    const collected: AuditableEvent[] = [];
    let withdrawn = 0;
    for (const id of await findPendingIds(tx, actor.organizationId, serverId, BATCH)) {
      const request = await lockRequest(tx, actor.organizationId, id);
      if (request.state !== "pending") continue;
      const reason = `${server.name} was ${server.state}, so nothing can be granted on it any more.`;
      collected.push(...(await endRequest(context, { request, action: "withdraw", reason })));
      withdrawn += 1;
    }
    const events = someEvents(collected);
    return events === null ? unchanged({ withdrawn }) : { result: { withdrawn }, events };
  },
});
