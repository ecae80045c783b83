import type { DecisionKind } from "#lib/kernel/generated/enums.ts";

/** A reason that says something. */
export const REASON_MIN = 5;

/** For how many days a request is approved so far: as asked, or the shortest that an approver gave. */
export function approvedDays(request: {
  durationDays: number;
  decisions: readonly { durationDays: number | null }[];
}): number {
  return Math.min(
    request.durationDays,
    ...request.decisions.flatMap(({ durationDays }) => durationDays ?? []),
  );
}

/** What somebody answers with. */
export interface VoteTerms {
  decision: DecisionKind;
  reason: string;
  /** How long what is approved lasts at most; undefined leaves it as it is. */
  durationDays?: number | undefined;
}

/**
 * What is wrong with an answer, by field; empty when it can be given. `fewest` are the days below which nothing would
 * change, for a request that makes longer what is in force.
 */
export function voteProblems(
  { decision, reason, durationDays }: VoteTerms,
  { needsReason, days, fewest = 1 }: { needsReason: boolean; days: number; fewest?: number },
): Record<string, string> {
  const wantsReason = decision === "reject" || needsReason;
  return {
    ...(wantsReason && reason.length < REASON_MIN
      ? { reason: `Give a reason of at least ${REASON_MIN} characters.` }
      : {}),
    ...(durationDays !== undefined && decision === "reject"
      ? { durationDays: "Nothing is granted by a rejection, so it has no duration." }
      : {}),
    ...(durationDays !== undefined && durationDays > days
      ? { durationDays: `At most ${days} days: you may give less time than was asked, never more.` }
      : {}),
    ...(durationDays !== undefined && decision === "approve" && durationDays < Math.min(fewest, days)
      ? {
          durationDays: `At least ${fewest} days: with fewer, what is to last longer would end no later than it does. Reject it if it should not.`,
        }
      : {}),
  };
}
