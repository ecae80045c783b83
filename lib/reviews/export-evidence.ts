import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { csvCutOff } from "../kernel/csv.ts";
import { finishEvidenceExport } from "./commands/finish-evidence-export.ts";
import { startEvidenceExport } from "./commands/start-evidence-export.ts";
import type { EvidenceHeader } from "./evidence.ts";
import { EVIDENCE_COLUMNS, evidenceCsvHead, evidenceCsvRows } from "./evidence-csv.ts";
import type { EVIDENCE_OUTCOMES, EvidenceFile, exportEvidenceInput } from "./evidence-input.ts";
import { EvidenceWriter } from "./evidence-json.ts";
import { itemPages, recordPages } from "./evidence-pages.ts";
import { getDefinitionNames } from "./queries/get-definition-names.ts";
import { getEvidenceTally } from "./queries/get-evidence-tally.ts";
import { getReportFigures } from "./queries/get-report-figures.ts";
import { listEvidenceItems } from "./queries/list-evidence-items.ts";
import { listEvidenceRecords } from "./queries/list-evidence-records.ts";
import { listReportItems } from "./queries/list-report-items.ts";
import { evidenceReport } from "./report/evidence-report.ts";
import { countItem } from "./seal-evidence.ts";
import { noTotals } from "./tally.ts";

export interface EvidenceExport {
  header: EvidenceHeader;
  format: EvidenceFile;
  /** Text, or the bytes of a PDF. */
  pieces: AsyncGenerator<string | Uint8Array>;
}

type Started = Awaited<ReturnType<typeof startEvidenceExport>>;

/** What is known of a file while it is made. */
interface Progress {
  items: number;
  packHash: string | null;
  evidenceHash: string | null;
}

type Pieces = (actor: Actor, started: Started, progress: Progress) => AsyncGenerator<string | Uint8Array>;

/**
 * The evidence of a review of any size, a page of items at a time, each in a short transaction of its own. That it is
 * taken is in the trail before the first item is read; how it ended, with the file's hash, afterwards, also when the
 * reader went away.
 */
export async function exportEvidence(
  actor: Actor,
  asked: z.input<typeof exportEvidenceInput>,
): Promise<EvidenceExport> {
  const format = asked.format ?? "json";
  const started = await startEvidenceExport(actor, { ...asked, format });
  return { header: started.header, format, pieces: recorded(actor, started, format) };
}

async function* recorded(actor: Actor, started: Started, format: EvidenceFile) {
  const file = createHash("sha256");
  const progress: Progress = { items: 0, packHash: null, evidenceHash: null };
  let outcome: (typeof EVIDENCE_OUTCOMES)[number] = "stopped_by_reader";
  try {
    for await (const piece of PIECES[format](actor, started, progress)) {
      file.update(piece);
      yield piece;
    }
    outcome = "complete";
  } catch (error) {
    outcome = "failed";
    throw error;
  } finally {
    await finishEvidenceExport(actor, {
      campaignId: started.header.campaign.id,
      exportId: started.header.exportId,
      format,
      outcome,
      fileHash: `sha256:${file.digest("hex")}`,
      ...progress,
    });
  }
}

const PIECES: Record<EvidenceFile, Pieces> = { json: jsonPieces, csv: csvPieces, pdf: pdfPieces };

async function* jsonPieces(actor: Actor, { header, definition }: Started, progress: Progress) {
  const writer = new EvidenceWriter(header);
  const totals = noTotals();
  const { id: campaignId } = header.campaign;
  yield writer.head();
  for await (const items of itemPages((after) => listEvidenceItems(actor, { campaignId, after }))) {
    for (const item of items) countItem(totals, item, { definition });
    progress.items += items.length;
    yield writer.items(items);
  }
  for await (const records of recordPages((after) => listEvidenceRecords(actor, { campaignId, ...after }))) {
    yield writer.records(records);
  }
  const tally = await getEvidenceTally(actor, { campaignId });
  const { text, ...hashes } = writer.end({ totals, tally });
  Object.assign(progress, hashes);
  yield text;
}

async function* csvPieces(actor: Actor, { header }: Started, progress: Progress) {
  const people = new Map(header.people.map((person) => [person.id, person]));
  yield evidenceCsvHead();
  try {
    const { id: campaignId } = header.campaign;
    for await (const items of itemPages((after) => listEvidenceItems(actor, { campaignId, after }))) {
      progress.items += items.length;
      yield evidenceCsvRows(items, people);
    }
  } catch (error) {
    const reason = `the export failed after ${progress.items} items. Start it again.`;
    yield csvCutOff(reason, EVIDENCE_COLUMNS);
    throw error;
  }
  progress.evidenceHash = header.evidenceAtClose?.hash ?? null;
}

async function* pdfPieces(actor: Actor, { header, definition }: Started, progress: Progress) {
  const { id: campaignId } = header.campaign;
  const { groups, people, servers, earlier } = await getDefinitionNames(actor, { campaignId });
  yield* evidenceReport({
    header,
    definition,
    names: {
      groups: new Map(Object.entries(groups)),
      people: new Map(Object.entries(people)),
      servers: new Map(Object.entries(servers)),
      earlier,
    },
    figures: await getReportFigures(actor, { campaignId }),
    items: (part) => itemPages((after) => listReportItems(actor, { campaignId, part, after })),
    records: () => recordPages((after) => listEvidenceRecords(actor, { campaignId, ...after })),
    onItems: (count) => {
      progress.items += count;
    },
  });
  progress.evidenceHash = header.evidenceAtClose?.hash ?? null;
}
