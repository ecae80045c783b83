import { reactions as approvals } from "../approvals/jobs.ts";
import { reactions as discovery } from "../discovery/jobs.ts";
import { reactions as grants } from "../grants/jobs.ts";
import type { AnnouncedEvent, Reactions } from "../kernel/reaction.ts";
import { reactions as policy } from "../policy/jobs.ts";

/** Every room that reacts, from the ground up; policy last, since findings are about what the others leave. */
const ROOMS: readonly Reactions[] = [grants, discovery, approvals, policy];

/**
 * Hands the events of one transaction to every room that reacts to them. A reaction looks at what is there now, so
 * one that is told of several events of the same server is told once. Fails as a whole, so that the job is tried
 * again.
 */
export async function react(organizationId: string, events: readonly AnnouncedEvent[]): Promise<void> {
  for (const room of ROOMS) {
    const told = new Map<unknown, Set<unknown>>();
    for (const event of events) {
      const reaction = room[event.type];
      if (reaction === undefined) continue;
      const about = event.detail.serverId ?? event.subject.id;
      const done = told.get(reaction) ?? new Set();
      if (done.has(about)) continue;
      told.set(reaction, done.add(about));
      await reaction({ organizationId, event });
    }
  }
}
