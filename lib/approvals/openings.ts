import type { DecisionKind } from "#lib/kernel/generated/enums.ts";
import { counts } from "./counted.ts";
import { missingApprovals, type Opening } from "./missing-approvals.ts";

interface Answer {
  deciderId: string;
  onBehalfOfId?: string | null;
  isLapsed?: boolean;
}

/** What of a request says who has answered it, and who still can. */
export interface AskedFacts {
  requesterId: string;
  beneficiaryIds: readonly string[];
  needsDistinctPeople: boolean;
  votes: readonly (Answer & { decision: DecisionKind; stagePosition: number })[];
  stages: readonly { position: number; quorum: number; seatIds: readonly string[] }[];
  uncountedIds?: readonly string[];
  ownerIds?: readonly string[];
}

/** What a request still waits for, stage by stage, and who of those asked has not spoken yet. */
export function openingsOf(request: AskedFacts): Opening[] {
  const voices = (votes: readonly Answer[]) =>
    votes.flatMap(({ deciderId, onBehalfOfId }) => [deciderId, onBehalfOfId ?? deciderId]);
  const voted = voices(request.votes);
  const excluded = [request.requesterId, ...request.beneficiaryIds];
  return request.stages.map((stage) => {
    const approvals = request.votes.filter(
      (vote) =>
        vote.decision === "approve" &&
        vote.stagePosition === stage.position &&
        counts(vote, request.uncountedIds ?? []),
    );
    const taken = request.needsDistinctPeople ? voted : voices(approvals);
    return {
      position: stage.position,
      wanted: Math.max(0, stage.quorum - approvals.length),
      userIds: stage.seatIds.filter((id) => !excluded.includes(id) && !taken.includes(id)),
    };
  });
}

/**
 * Owners of a server in production are never the only ones to approve: whether, with this approval too, nobody else has
 * approved and nobody else could any more. A delegate of an owner, and an owner who is a delegate, are no one else.
 */
export function leavesOwnersAlone(request: AskedFacts, answer: Answer & { stagePosition: number }): boolean {
  const votes = [...request.votes, { ...answer, decision: "approve" as const }];
  return ownersAreAlone({ ...request, votes });
}

/** Whether only owners have approved, in production, and nobody else of those who were asked could any more. */
export function ownersAreAlone(request: AskedFacts): boolean {
  const ownerIds = request.ownerIds ?? [];
  const isOthers = ({ deciderId, onBehalfOfId }: Answer) =>
    !ownerIds.includes(deciderId) && !ownerIds.includes(onBehalfOfId ?? deciderId);
  if (ownerIds.length === 0 || request.stages.length === 0) return false;
  const counted = request.votes.filter((vote) => counts(vote, request.uncountedIds ?? []));
  if (counted.some((vote) => vote.decision === "approve" && isOthers(vote))) return false;
  return !hasRoomForOthers(openingsOf(request), request.needsDistinctPeople, ownerIds);
}

/** Whether one of these approvals can come from somebody who is no owner, and the others still be had. */
export function hasRoomForOthers(
  openings: readonly Opening[],
  needsDistinctPeople: boolean,
  ownerIds: readonly string[],
): boolean {
  // Whoever has to be found for them may be anybody.
  if (missingApprovals(openings, needsDistinctPeople).size > 0) return true;
  return openings.some(
    ({ position, wanted, userIds }) =>
      wanted > 0 &&
      userIds.some(
        (other) =>
          !ownerIds.includes(other) &&
          missingApprovals(
            openings.map((opening) => without(other, position, opening, needsDistinctPeople)),
            needsDistinctPeople,
          ).size === 0,
      ),
  );
}

function without(userId: string, position: number, opening: Opening, needsDistinctPeople: boolean): Opening {
  const isHere = opening.position === position;
  return {
    position: opening.position,
    wanted: isHere ? opening.wanted - 1 : opening.wanted,
    userIds: isHere || needsDistinctPeople ? opening.userIds.filter((id) => id !== userId) : opening.userIds,
  };
}
