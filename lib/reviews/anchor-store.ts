import type { Tx } from "#lib/kernel/db.ts";

/** An event of the audit trail that evidence is anchored in. */
export interface AnchorRow {
  sequence: bigint;
  hash: Uint8Array;
}

/** One that says of itself whose it is. */
export interface EventRow extends AnchorRow {
  actorId: string | null;
  actorName: string;
  occurredAt: Date;
}

/** Where the audit chain ends now. */
export async function loadAuditHead(tx: Tx): Promise<AnchorRow | null> {
  return tx.auditHead.findFirst({ select: { sequence: true, hash: true } });
}

/** The event in which this campaign was closed, or signed: by whom, and the link that carries the hash. */
export async function loadAnchorEvent(
  tx: Tx,
  campaignId: string,
  type: "campaign.closed" | "campaign.signed",
): Promise<EventRow | null> {
  return tx.auditEvent.findFirst({
    where: { subjectId: campaignId, type },
    orderBy: { sequence: "desc" },
    select: { sequence: true, hash: true, actorId: true, actorName: true, occurredAt: true },
  });
}
