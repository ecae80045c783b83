import { z } from "zod";
import type { JsonObject } from "#lib/kernel/events.ts";
import type { ChainPoint, ChainRow } from "../verify-chain.ts";

/** The exported trail as JSON Lines: one header, then one event a line. Enough to verify it with nothing else. */
export const FORMAT = "steward-audit-trail";

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((text) => Buffer.from(text, "hex"));
const sequence = z.number().int().min(0).transform(BigInt);

const headerSchema = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.literal(1),
  organizationId: z.string(),
  exportedAt: z.string(),
  head: z.object({ sequence, hash }),
});

export type TrailHeader = z.output<typeof headerSchema>;

const rowSchema = z.object({
  sequence,
  previousHash: hash,
  hash,
  record: z.strictObject({
    id: z.string(),
    occurredAt: z.string(),
    type: z.string(),
    actorKind: z.string(),
    actorId: z.string().nullable(),
    actorName: z.string(),
    subjectKind: z.string(),
    subjectId: z.string().nullable(),
    subjectName: z.string(),
    requestId: z.string().nullable(),
    detail: z.custom<JsonObject>(
      (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    ),
  }),
});

/** The first line: whose trail, when it was exported, and where it ends. */
export function headerLine(organizationId: string, head: ChainPoint, exportedAt: Date): string {
  return JSON.stringify({
    format: FORMAT,
    formatVersion: 1,
    organizationId,
    exportedAt: exportedAt.toISOString(),
    head: { sequence: Number(head.sequence), hash: hex(head.hash) },
  });
}

/** One event with its number and both links. */
export function rowLine(row: ChainRow): string {
  return JSON.stringify({
    sequence: Number(row.sequence),
    previousHash: hex(row.previousHash),
    hash: hex(row.hash),
    record: row.record,
  });
}

/** Null when the line is no header of ours. */
export function parseHeader(line: string): TrailHeader | null {
  return headerSchema.safeParse(parseJson(line)).data ?? null;
}

/** Null when the line is no event of ours. */
export function parseRow(line: string): ChainRow | null {
  return rowSchema.safeParse(parseJson(line)).data ?? null;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
