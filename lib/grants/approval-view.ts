import { z } from "zod";
import type { ApprovalRow } from "./detail-store.ts";

/** What a request keeps of the policy it was asked under; requests of years ago may keep less. */
const snapshot = z.object({
  policyVersion: z.string(),
  ruleIds: z.array(z.string()).default([]),
  words: z.array(z.string()).default([]),
});

export type ApprovalView = ReturnType<typeof toApprovalView>;

/** Who approved a grant, when and in which stage, under which policy. Times are ISO 8601, UTC. */
export function toApprovalView(row: ApprovalRow) {
  const policy = snapshot.safeParse(row.policySnapshot).data;
  return {
    isAutomatic: row.isAutomatic,
    durationDays: row.durationDays,
    /** The shortest that an approver gave, or as it was asked. */
    approvedDays: Math.min(row.durationDays, ...row.decisions.flatMap((vote) => vote.durationDays ?? [])),
    policy: policy === undefined ? null : { ...policy },
    stages: row.stages.map(({ position, name, quorum }) => ({
      name,
      quorum,
      votes: row.decisions
        .filter((vote) => vote.stagePosition === position)
        .map(({ decider, onBehalfOf, decision, reason, durationDays, decidedAt }) => ({
          person: decider,
          /** Who was away, where it was given in their place. */
          onBehalfOf,
          decision,
          reason,
          /** Where the approver gave less time than there was. */
          durationDays,
          decidedAt: decidedAt.toISOString(),
        })),
    })),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}
