import { reactions as approvals } from "../approvals/jobs.ts";
import { reactions as discovery } from "../discovery/jobs.ts";
import { reactions as grants } from "../grants/jobs.ts";
import type { EventType } from "../kernel/events.ts";
import type { Announcement, Reactions } from "../kernel/reaction.ts";
import { reactions as policy } from "../policy/jobs.ts";

/** Every room that reacts, from the ground up: a room's reaction may rely on those of the rooms below it. */
const ROOMS: readonly Reactions[] = [policy, grants, discovery, approvals];

/** Hands one event to every room that reacts to it. Fails as a whole, so that the job is tried again. */
export async function react(announcement: Announcement): Promise<void> {
  const type: EventType = announcement.event.type;
  for (const room of ROOMS) await room[type]?.(announcement);
}
