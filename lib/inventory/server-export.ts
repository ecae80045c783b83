import { z } from "zod";
import { withoutSecret } from "./plain-secret.ts";
import { listServersInput } from "./server-list-input.ts";

/** Servers read at once for an export. */
export const EXPORT_BATCH_ROWS = 1_000;
/** One file holds this many at most; whoever needs more filters, and takes several. */
export const EXPORT_ROWS_MAX = 1_000_000;

/** How an export ended. Only a complete one is the whole answer. */
export const EXPORT_OUTCOMES = ["complete", "cut_at_limit", "stopped_by_reader", "failed"] as const;
export type ExportOutcome = (typeof EXPORT_OUTCOMES)[number];

export const serverExportInput = listServersInput
  .omit({ limit: true })
  .extend({ limit: z.int().min(1).max(EXPORT_BATCH_ROWS).default(EXPORT_BATCH_ROWS) });

/** The question goes into the trail, and no credential may, not even one that was searched for. */
const search = withoutSecret(z.string().max(10_000));

export const startExportInput = z.object({ search });

export const finishExportInput = z.object({
  exportId: z.uuid(),
  search,
  rowCount: z.int().min(0).max(EXPORT_ROWS_MAX),
  outcome: z.enum(EXPORT_OUTCOMES),
});
