import type { CampaignDefinition } from "../campaign-definition.ts";
import type { DefinitionNames } from "../definition-words.ts";
import type { EvidenceHeader, EvidenceRecord } from "../evidence.ts";
import type { ReportPart } from "../evidence-input.ts";
import type { ReportItem, ReviewerFigures, RiskFigures } from "../report-store.ts";
import type { Totals } from "../tally.ts";
import {
  drawBeginning,
  drawDefinition,
  drawProof,
  drawReviewers,
  drawRisks,
  drawTotals,
} from "./draw-report.ts";
import { Paper } from "./paper.ts";
import { itemCells, recordCells } from "./report-words.ts";

/** A review of so many items or fewer is printed whole; of a larger one, so many of each part that weighs most. */
const ITEMS_PRINTED = 500;

/** What a report is made of; items and records come in pages, and only as far as they are printed. */
export interface ReportContent {
  header: EvidenceHeader;
  definition: CampaignDefinition;
  names: DefinitionNames;
  figures: { totals: Totals; risks: RiskFigures[]; reviewers: ReviewerFigures[] };
  items(part: ReportPart): AsyncIterable<ReportItem[]>;
  records(): AsyncIterable<EvidenceRecord[]>;
  onItems(count: number): void;
}

/** The report for people, as a PDF in pieces: figures, answers, what failed, what nobody answered, and the proof. */
export async function* evidenceReport(content: ReportContent): AsyncGenerator<Uint8Array> {
  const { header, figures } = content;
  const people = new Map(header.people.map((person) => [person.id, person]));
  const evidence = header.evidenceAtClose?.hash ?? "no evidence hash yet";
  const paper = new Paper({
    title: `Review: ${header.campaign.name}`,
    footer: `${header.campaign.name.slice(0, 60)} · ${evidence}`,
    at: new Date(header.generatedAt),
  });
  drawBeginning(paper, header, people);
  drawTotals(paper, figures.totals);
  drawRisks(paper, figures.risks);
  drawReviewers(paper, figures.reviewers, people);
  drawDefinition(paper, content.definition, content.names);
  yield* paper.take();
  yield* drawItems(paper, content, people);
  yield* drawRecords(paper, content, people);
  drawProof(paper, header);
  yield* await paper.end();
}

type People = ReadonlyMap<string, EvidenceHeader["people"][number]>;

const COLUMNS = [
  { head: "No.", share: 0.07 },
  { head: "Item", share: 0.23 },
  { head: "Answer", share: 0.13 },
  { head: "By", share: 0.15 },
  { head: "Why", share: 0.2 },
  { head: "What came of it", share: 0.22 },
];

async function* drawItems(paper: Paper, content: ReportContent, people: People): AsyncGenerator<Uint8Array> {
  for (const { part, words, count } of partsOf(content)) {
    if (count === 0) continue;
    const shown = Math.min(count, ITEMS_PRINTED);
    const rest = count - shown;
    paper.heading(
      words,
      rest === 0
        ? undefined
        : `The first ${shown} of ${count.toLocaleString("en")}; the evidence pack has all.`,
    );
    paper.table(COLUMNS);
    let left = shown;
    for await (const items of content.items(part)) {
      const printed = items.slice(0, left);
      for (const item of printed) paper.row(itemCells(item, people, content.header.isFinal));
      content.onItems(printed.length);
      left -= printed.length;
      yield* paper.take();
      if (left === 0) break;
    }
  }
}

function partsOf({
  figures: { totals, risks },
}: ReportContent): { part: ReportPart; words: string; count: number }[] {
  if (totals.population <= ITEMS_PRINTED) {
    return [{ part: "all", words: "Every item", count: totals.population }];
  }
  const highKept = risks.find(({ risk, decision }) => risk === "high" && decision === "keep")?.items ?? 0;
  return [
    { part: "failed", words: "What failed", count: totals.failed + totals.changeFailed },
    { part: "unanswered", words: "What nobody answered", count: totals.unanswered },
    { part: "removed", words: "What was removed", count: totals.applied },
    { part: "changed", words: "What was changed", count: totals.changed },
    { part: "kept_high", words: "What was kept at high risk", count: highKept },
  ];
}

const RECORDS_PRINTED = 300;

async function* drawRecords(
  paper: Paper,
  content: ReportContent,
  people: People,
): AsyncGenerator<Uint8Array> {
  let printed = 0;
  for await (const records of content.records()) {
    if (printed === 0) {
      paper.heading(
        "What happened around the answers",
        `Second looks at the close, reminders, and items that changed hands; at most ${RECORDS_PRINTED}, the evidence pack has all.`,
      );
      paper.table([
        { head: "When", share: 0.2 },
        { head: "What", share: 0.15 },
        { head: "Details", share: 0.65 },
      ]);
    }
    for (const record of records.slice(0, RECORDS_PRINTED - printed)) paper.row(recordCells(record, people));
    printed += records.length;
    yield* paper.take();
    if (printed >= RECORDS_PRINTED) return;
  }
}
