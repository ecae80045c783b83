import { z } from "zod";
import { HISTORY_KINDS } from "./history-kinds.ts";

/** An event's number; safe as a JSON number for the first 9,007,199,254,740,991 events. */
const sequence = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** The number of the last event seen; what follows is older. */
  cursor: sequence.optional(),
};

export const listAuditEventsInput = z.object({
  type: z.string().max(100).optional(),
  actorId: z.uuid().optional(),
  subjectId: z.uuid().optional(),
  serverId: z.uuid().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  /** Exclusive. */
  until: z.iso.datetime({ offset: true }).optional(),
  ...page,
});

export const listServerHistoryInput = z.object({
  serverId: z.uuid(),
  kind: z.enum(HISTORY_KINDS).optional(),
  /** Only what this person did. */
  actorId: z.uuid().optional(),
  ...page,
});

export const listGrantHistoryInput = z.object({ grantId: z.uuid(), ...page });

export const getEventInput = z.object({ sequence: sequence.min(1) });

export const CHAIN_CHUNK_ROWS = 5_000;

export const listChainRowsInput = z.object({
  after: z.bigint().min(0n),
  until: z.bigint().min(0n),
  limit: z.number().int().min(1).max(CHAIN_CHUNK_ROWS).default(CHAIN_CHUNK_ROWS),
});

const HASH = /^[0-9a-f]{64}$/;

export const getTrailVerdictInput = z.object({
  /** Where an earlier, unfinished call got to. Absent: from the first event. */
  after: z.object({ sequence, hash: z.string().regex(HASH) }).optional(),
});

export const noInput = z.object({});
