import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { lockExpiredTools } from "../drift-store.ts";
import { noInput } from "../input.ts";

/** A sweep comes back for the rest. */
const BATCH = 200;

/**
 * Disables tools whose approval has run out. The grant is left as it is: expired is not revoked (product rule 8), and
 * decisions say no from the moment it ended, with or without this.
 */
export const disableExpiredTools = command({
  name: "disable-expired-tools",
  permission: "grant:suspend",
  input: noInput,
  run: async (context) => {
    const { tx, actor, now } = context;
    const expired = await lockExpiredTools(tx, actor.organizationId, now, BATCH);
    const collected: AuditableEvent[] = [];
    for (const { toolId, expiresAt } of expired) {
      const reason = `The approval ended on ${dayInWords(expiresAt.toISOString().slice(0, 10))}.`;
      collected.push(...(await setToolState(context, { toolId, action: "disable", reason })));
    }
    const events = someEvents(collected);
    const result = { disabled: expired.length, isMore: expired.length === BATCH };
    return events === null ? unchanged(result) : { result, events };
  },
});
