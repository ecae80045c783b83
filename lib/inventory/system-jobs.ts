import { systemActor } from "../kernel/actor.ts";
import type { Announcement, Reactions } from "../kernel/reaction.ts";
import { assessReach } from "./commands/assess-reach.ts";

export const systemReactions: Reactions = { "system.changed": assessAll };

/** What a system holds decides the impact of tools that reach it: all of them are assessed again, in batches. */
async function assessAll({ organizationId, event }: Announcement): Promise<void> {
  const { id } = event.subject;
  const changed = event.detail.changes;
  if (id === null || typeof changed !== "object" || changed === null || !("dataClasses" in changed)) return;
  const actor = systemActor(organizationId, "assessment");
  let after: string | null = null;
  do {
    const { next }: { next: string | null } = await assessReach(actor, { systemId: id, after });
    after = next;
  } while (after !== null);
}
