import { now } from "../kernel/clock.ts";
import { log } from "../kernel/log.ts";
import type { IdentifiedEvent } from "../kernel/reaction.ts";
import { RoomsFailed, react } from "./reactions.ts";
import { tellAgain } from "./store.ts";

export interface Announcing {
  organizationId: string;
  events: readonly IdentifiedEvent[];
  /** Only this one, which failed before. */
  room?: string | undefined;
}

/**
 * Tells the rooms of what happened. A room that fails is told again by a job of its own, with tries of its own, so that it
 * neither withholds anything from the others nor has them do it all again. That job fails when the room fails again.
 */
export async function announceToRooms({ organizationId, events, room }: Announcing): Promise<void> {
  try {
    await react(organizationId, events, room);
  } catch (error) {
    if (room !== undefined || !(error instanceof RoomsFailed)) throw error;
    const rooms = [...new Set(error.failures.map((failure) => failure.room))];
    await tellAgain(organizationId, { events, rooms, at: now() });
    for (const failure of error.failures) {
      log.error({ room: failure.room, err: failure.error }, "a room failed, and is told again by itself");
    }
  }
}
