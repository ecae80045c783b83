import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { lockExpired } from "../asked-store.ts";
import { overdueInput } from "../input.ts";
import { endRequest } from "../steps/end-request.ts";
import { loadRequest } from "../store.ts";

/** The sweep names one at a time, so that one that fails keeps none of the others. */
const BATCH = 100;

/** Ends pending requests that nobody answered in time. No response is not approval (product rule 8). */
export const expireRequests = command({
  name: "expire-requests",
  permission: "request:expire",
  input: overdueInput,
  run: async (context, { requestId }) => {
    const { tx, actor, now } = context;
    const ids = await lockExpired(tx, actor.organizationId, { now, requestId, limit: BATCH });
    const collected: AuditableEvent[] = [];
    for (const id of ids) {
      const request = await loadRequest(tx, actor.organizationId, id);
      const reason = "Nobody answered in time.";
      collected.push(...(await endRequest(context, { request, action: "expire", reason })));
    }
    const events = someEvents(collected);
    const result = { expired: ids.length, isMore: ids.length === BATCH };
    return events === null ? unchanged(result) : { result, events };
  },
});
