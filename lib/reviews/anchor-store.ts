import type { Tx } from "#lib/kernel/db.ts";

/** An event of the audit trail that evidence is anchored in. */
export interface AnchorRow {
  sequence: bigint;
  hash: Uint8Array;
}

/** Where the audit chain ends now. */
export async function loadAuditHead(tx: Tx): Promise<AnchorRow | null> {
  return tx.auditHead.findFirst({ select: { sequence: true, hash: true } });
}

/** The event in which this campaign was closed: who closed it, and the link that carries the evidence's hash. */
export async function loadCloseEvent(tx: Tx, campaignId: string) {
  return tx.auditEvent.findFirst({
    where: { subjectId: campaignId, type: "campaign.closed" },
    orderBy: { sequence: "desc" },
    select: { sequence: true, hash: true, actorId: true, actorName: true, occurredAt: true },
  });
}
