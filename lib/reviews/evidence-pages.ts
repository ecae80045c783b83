import type { EvidenceRecord } from "./evidence.ts";
import { EVIDENCE_RECORD_KINDS, type EvidenceRecordKind } from "./evidence-input.ts";

/** Of one kind, behind an id; null for its first. */
export interface RecordsAfter {
  kind: EvidenceRecordKind;
  after: string | null;
}

/** Items a page at a time, in the order of their positions. */
export async function* itemPages<Item extends { position: number }>(
  load: (after: number) => Promise<Item[]>,
): AsyncGenerator<Item[]> {
  let after = 0;
  for (;;) {
    const items = await load(after);
    const last = items.at(-1);
    if (last === undefined) return;
    yield items;
    after = last.position;
  }
}

/** Records a page at a time: one kind after the other, each in the order of its ids. */
export async function* recordPages(
  load: (after: RecordsAfter) => Promise<EvidenceRecord[]>,
): AsyncGenerator<EvidenceRecord[]> {
  for (const kind of EVIDENCE_RECORD_KINDS) {
    let after: string | null = null;
    for (;;) {
      const records: EvidenceRecord[] = await load({ kind, after });
      const last = records.at(-1);
      if (last === undefined) break;
      yield records;
      after = last.id;
    }
  }
}
