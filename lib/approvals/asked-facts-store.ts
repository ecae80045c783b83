import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import { isLapsed } from "./counted.ts";
import type { AskedFacts } from "./openings.ts";
import { excludedBy, gainersOf } from "./parties.ts";
import { findParties } from "./party-store.ts";

/**
 * Of these requests, who has answered and who still can: what `gatherFacts` says of one, for a page of them. Without
 * what makes an answer stale, and without who is away.
 */
export async function findAskedFacts(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, AskedFacts & { isRequesterGone: boolean }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.request.findMany({
    where: { organizationId, id: { in: [...ids] } },
    select: {
      id: true,
      requesterId: true,
      cause: true,
      requester: { select: { isActive: true } },
      environment: true,
      serverOwnerIds: true,
      needsDistinctPeople: true,
      server: { select: { ownerId: true, backupOwnerId: true } },
      stages: { select: { position: true, quorum: true } },
      decisions: { select: VOTE },
    },
  });
  const parties = Map.groupBy(await findParties(tx, organizationId, ids), (party) => party.requestId);
  const seats = Map.groupBy(await findHeldSeats(tx, organizationId, ids), (seat) => seat.requestId);
  return new Map(
    rows.map(
      ({ id, environment, serverOwnerIds, server, decisions, stages, cause, requester, ...request }) => {
        const its = parties.get(id) ?? [];
        const facts = {
          ...request,
          isRequesterGone: cause === "asked" && !requester.isActive,
          votes: decisions.map((vote) => ({ ...vote, isLapsed: isLapsed(vote, seats.get(id) ?? []) })),
          beneficiaryIds: excludedBy(its),
          uncountedIds: gainersOf(its),
          ownerIds: ownersThatDoNotApproveAlone({ environment, serverOwnerIds }, server),
          stages: stages.map((stage) => ({
            ...stage,
            seatIds: (seats.get(id) ?? []).flatMap(({ position, userId }) =>
              position === stage.position ? [userId] : [],
            ),
          })),
        };
        return [id, facts];
      },
    ),
  );
}

/** In production, who owns the server, now or when it was asked; elsewhere they may be the only ones to approve. */
export function ownersThatDoNotApproveAlone(
  { environment, serverOwnerIds }: { environment: string; serverOwnerIds: readonly string[] },
  { ownerId, backupOwnerId }: { ownerId: string | null; backupOwnerId: string | null },
): string[] {
  if (environment !== "production") return [];
  return [...new Set([...serverOwnerIds, ownerId, backupOwnerId])].filter((id) => id !== null);
}

/** The stage of each of these requests that waits; one that has all its approvals is not there. */
export async function findWaitingStages(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; position: number }[]>`
    select asked.id, waiting.position from unnest(${[...ids]}::uuid[]) as asked(id)
    cross join lateral waiting_stage(${organizationId}::uuid, asked.id) as waiting(position)`;
  return new Map(rows.map(({ id, position }) => [id, position]));
}

/** What of an answer says whether it still counts. */
export const VOTE = {
  deciderId: true,
  onBehalfOfId: true,
  decision: true,
  stagePosition: true,
  decidedAt: true,
  decider: { select: { isActive: true } },
} as const satisfies Prisma.RequestDecisionSelect;

/** The seats of these requests whose ground still holds. */
export async function findHeldSeats(tx: Tx, organizationId: string, ids: readonly string[]) {
  return tx.$queryRaw<{ requestId: string; position: number; userId: string; holds: true }[]>`
    select distinct t.request_id as "requestId", t.position, t.user_id as "userId", true as holds
    from request_seat t
    where t.organization_id = ${organizationId}::uuid and t.request_id = any (${[...ids]}::uuid[])
      and exists (select from seat_ground(t.organization_id, t.request_id, t.user_id, t.source))`;
}
