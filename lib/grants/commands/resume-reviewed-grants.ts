import { z } from "zod";
import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { lockReviewedGrants, resumeReviewedRows } from "../overdue-store.ts";

const resumeReviewedInput = z.object({ serverIds: z.array(z.uuid()).min(1).max(500) });

/**
 * Brings back what was suspended because the review of its server was overdue, once that server was reviewed: never what the
 * review ended, what ran out, or what is no longer as it was approved. Running it again changes nothing.
 */
export const resumeReviewedGrants = command({
  name: "resume-reviewed-grants",
  permission: "grant:suspend",
  input: resumeReviewedInput,
  run: async (context, { serverIds }) => {
    const { tx, actor, now } = context;
    const grants = await lockReviewedGrants(tx, actor.organizationId, serverIds, now);
    await resumeReviewedRows(
      tx,
      actor.organizationId,
      grants.map(({ id }) => id),
    );
    const collected: AuditableEvent[] = [];
    for (const { id, name, serverId, toolId } of grants) {
      const detail = { serverId, toolId, cause: "reviewed", state: { before: "suspended", after: "active" } };
      collected.push({ type: "grant.resumed", subject: { kind: "grant", id, name }, detail });
      collected.push(...(await setToolState(context, { toolId, action: "enable", reason: null })));
    }
    const events = someEvents(collected);
    return events === null ? unchanged(grants.length) : { result: grants.length, events };
  },
});
