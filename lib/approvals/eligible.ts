import { currentStage, type RequestFacts } from "./model.ts";
import type { Approver } from "./people-store.ts";
import type { SeatRow } from "./seat-store.ts";

/** Who can answer the stage that waits, by name. */
export function eligibleNow({
  facts,
  seats,
}: {
  facts: RequestFacts;
  seats: readonly SeatRow[];
}): Approver[] {
  const waiting = currentStage(facts);
  const voted = facts.votes.filter(
    (vote) => facts.needsDistinctPeople || vote.stagePosition === waiting?.position,
  );
  const excluded = [facts.requesterId, ...facts.beneficiaryIds, ...voted.map((vote) => vote.deciderId)];
  const eligible = seats.filter(
    ({ position, userId, holds }) => position === waiting?.position && holds && !excluded.includes(userId),
  );
  return [...new Map(eligible.map(({ userId: id, name, email }) => [id, { id, name, email }])).values()];
}
