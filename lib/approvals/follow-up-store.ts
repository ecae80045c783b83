import type { Tx } from "#lib/kernel/db.ts";

/** Pending requests, in time, whose policy says what happens while nobody answers: a page by id. */
export async function listFollowed(
  tx: Tx,
  organizationId: string,
  { now, after, limit }: { now: Date; after: string | undefined; limit: number },
) {
  return tx.request.findMany({
    where: {
      organizationId,
      state: "pending",
      expiresAt: { gt: now },
      // Requests of before policies said so have no such key, and others a null: neither is an object.
      policySnapshot: { path: ["followUp", "calendar", "timeZone"], string_contains: "" },
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: "asc" },
    take: limit,
    select: {
      id: true,
      submittedAt: true,
      policySnapshot: true,
      stages: { select: { position: true, quorum: true, remindedAt: true, escalatedAt: true } },
      decisions: { select: { deciderId: true, decision: true, stagePosition: true, decidedAt: true } },
    },
  });
}

/** Keeps when a stage was followed up, so that it happens once. */
export async function noteFollowUp(
  tx: Tx,
  stage: { organizationId: string; requestId: string; position: number },
  at: { remindedAt?: Date; escalatedAt?: Date },
): Promise<void> {
  await tx.requestStage.update({
    where: { organizationId_requestId_position: stage },
    data: at,
  });
}
