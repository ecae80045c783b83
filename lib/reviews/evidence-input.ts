import { z } from "zod";

export const EVIDENCE_FILES = ["json", "csv", "pdf"] as const;
export type EvidenceFile = (typeof EVIDENCE_FILES)[number];

/** What happened around the answers of a review, in the order in which a pack has it. */
export const EVIDENCE_RECORD_KINDS = ["brake", "notice", "reassignment"] as const;
export type EvidenceRecordKind = (typeof EVIDENCE_RECORD_KINDS)[number];

/** How an export ended. Only a complete one is the whole evidence. */
export const EVIDENCE_OUTCOMES = ["complete", "stopped_by_reader", "failed"] as const;

export const exportEvidenceInput = z.object({
  campaignId: z.uuid(),
  /** `json` can be verified with no database; `csv` is for reading, `pdf` is a report for people. */
  format: z.enum(EVIDENCE_FILES, "Choose json, csv or pdf.").default("json"),
});

export const evidenceItemsInput = z.object({ campaignId: z.uuid(), after: z.int().min(0) });

export const evidenceRecordsInput = z.object({
  campaignId: z.uuid(),
  kind: z.enum(EVIDENCE_RECORD_KINDS),
  after: z.uuid().nullable(),
});

/** What a report lists: every item of a small review; of a large one what weighs most. */
export const REPORT_PARTS = ["all", "failed", "unanswered", "removed", "changed", "kept_high"] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

export const reportItemsInput = z.object({
  campaignId: z.uuid(),
  part: z.enum(REPORT_PARTS),
  after: z.int().min(0),
});

/** "sha256:" and 64 digits; made by the export, asked of nobody. */
const hash = z.string().min(1).max(80);

export const finishEvidenceExportInput = z.object({
  campaignId: z.uuid(),
  exportId: z.uuid(),
  format: z.enum(EVIDENCE_FILES),
  outcome: z.enum(EVIDENCE_OUTCOMES),
  items: z.int().min(0),
  /** SHA-256 of the file as far as it was sent. */
  fileHash: hash,
  /** Null where the file does not hold it. */
  packHash: hash.nullable(),
  evidenceHash: hash.nullable(),
});
