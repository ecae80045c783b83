import { systemActor } from "#lib/kernel/actor.ts";
import type { Announcement, Reactions } from "#lib/kernel/reaction.ts";
import { closeReviewsOfEndedServer } from "./commands/close-reviews-of-ended-server.ts";

/** A server that was cut off leaves nothing to review. */
export const reactions: Reactions = { "server.revoked": close, "server.retired": close };

async function close({ organizationId, event }: Announcement): Promise<void> {
  const { serverId } = event.detail;
  if (typeof serverId !== "string") return;
  await closeReviewsOfEndedServer(systemActor(organizationId, "server's end"), { serverId });
}
