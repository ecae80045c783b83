import type { ActFacts } from "./acts.ts";
import type { LockedGrant } from "./store.ts";

/** What an act depends on, of a grant as it was read. */
export function actFacts(
  grant: Omit<LockedGrant, "id" | "serverId" | "version" | "name">,
  driftReason: string | null,
): ActFacts {
  const { tool, consumer, requesterId } = grant;
  return {
    state: grant.state,
    expiresAt: grant.expiresAt,
    suspendedById: grant.suspendedById,
    suspendedFor: grant.suspendedFor,
    stateReason: grant.stateReason,
    driftReason,
    server: grant.server,
    toolState: tool?.state ?? null,
    isConsumerInUse: consumer === null || consumer.deactivatedAt === null,
    gainerIds: [requesterId, consumer?.ownerId ?? null].filter((id) => id !== null),
  };
}
