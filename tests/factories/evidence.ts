import type { Actor } from "#lib/kernel/actor.ts";
import type { EvidenceHeader, EvidenceItem, EvidenceRecord, EvidenceTotals } from "#lib/reviews/evidence.ts";
import type { EvidenceFile } from "#lib/reviews/evidence-input.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";
import { type EvidenceVerdict, verifyEvidence } from "#lib/reviews/verify-evidence.ts";

export type Pack = EvidenceHeader &
  EvidenceTotals & {
    items: { hash: string; item: EvidenceItem }[];
    records: { hash: string; record: EvidenceRecord }[];
    headerHash: string;
    itemsHash: string;
    recordsHash: string;
    evidenceHash: string;
    packHash: string;
  };

/** The whole file, as text. */
export async function evidenceText(
  actor: Actor,
  campaignId: string,
  format: EvidenceFile = "json",
): Promise<string> {
  const { pieces } = await exportEvidence(actor, { campaignId, format });
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** The report, as a file. */
export async function evidenceReport(actor: Actor, campaignId: string): Promise<Buffer> {
  const { pieces } = await exportEvidence(actor, { campaignId, format: "pdf" });
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(typeof piece === "string" ? Buffer.from(piece) : piece);
  return Buffer.concat(all);
}

export async function evidencePack(actor: Actor, campaignId: string): Promise<Pack> {
  return JSON.parse(await evidenceText(actor, campaignId)) as Pack;
}

/** As the command line reads a file. */
export function verifyText(text: string): Promise<EvidenceVerdict> {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return verifyEvidence(
    (async function* () {
      yield* lines;
    })(),
  );
}
