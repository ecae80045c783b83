import type { Tx } from "#lib/kernel/db.ts";
import { EVIDENCE_PAGE, type EvidenceRecord } from "./evidence.ts";
import type { EvidenceRecordKind } from "./evidence-input.ts";
import type { RecordsAfter } from "./evidence-pages.ts";

/** The next records of one kind in the order of their ids. */
export async function loadEvidenceRecords(
  tx: Tx,
  campaignId: string,
  { kind, after }: RecordsAfter,
): Promise<EvidenceRecord[]> {
  return LOAD[kind](tx, campaignId, after);
}

type Load = (tx: Tx, campaignId: string, after: string | null) => Promise<EvidenceRecord[]>;

const pageOf = (campaignId: string, after: string | null) => ({
  where: { campaignId, ...(after === null ? {} : { id: { gt: after } }) },
  orderBy: { id: "asc" as const },
  take: EVIDENCE_PAGE,
});

/** A close that would have ended more than one person may, and what a second one said. */
const brakes: Load = async (tx, campaignId, after) => {
  const rows = await tx.campaignBrake.findMany(pageOf(campaignId, after));
  return rows.map((row) => ({
    kind: "brake",
    id: row.id,
    at: row.askedAt.toISOString(),
    askedById: row.askedById,
    removals: row.removals,
    inForce: row.inForce,
    percent: row.percent,
    // Absent where it was asked before these were counted, so that its hash is made again as it was.
    ...(row.secondLooks === null
      ? {}
      : {
          serversOff: row.serversOff,
          servers: row.servers,
          secondLooks: row.secondLooks,
          earlyReason: row.earlyReason,
        }),
    answer: row.answer,
    answeredById: row.answeredById,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    reason: row.reason,
  }));
};

/** Who was told that they have items to answer, and that some are left. */
const notices: Load = async (tx, campaignId, after) => {
  const rows = await tx.campaignNotice.findMany(pageOf(campaignId, after));
  return rows.map(({ id, at, kind, stage, personId, forId, items }) => ({
    kind: "notice",
    id,
    at: at.toISOString(),
    about: kind,
    stage,
    personId,
    forId,
    items,
  }));
};

/** Items that passed to another reviewer: which, from whom, to whom, by whom and why. */
const reassignments: Load = async (tx, campaignId, after) => {
  const rows = await tx.campaignReassignment.findMany(pageOf(campaignId, after));
  return rows.map(({ id, at, kind, stage, fromId, toId, byId, reason, items, positions }) => ({
    kind: "reassignment",
    id,
    at: at.toISOString(),
    because: kind,
    stage,
    fromId,
    toId,
    byId,
    reason,
    items,
    positions,
  }));
};

const LOAD: Record<EvidenceRecordKind, Load> = {
  brake: brakes,
  notice: notices,
  reassignment: reassignments,
};
