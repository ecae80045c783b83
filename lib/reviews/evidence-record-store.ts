import type { Tx } from "#lib/kernel/db.ts";
import type { EvidenceRecord } from "./evidence.ts";
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

const none: Load = async () => [];

const LOAD: Record<EvidenceRecordKind, Load> = { brake: none, notice: none, reassignment: none };
