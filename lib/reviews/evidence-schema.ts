import { z } from "zod";
import { ItemDecision, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import { noResponse, REVIEW_RISKS } from "./campaign-definition.ts";
import { EVIDENCE_FORMATS } from "./evidence.ts";
import { EVIDENCE_RECORD_KINDS } from "./evidence-input.ts";
import { NoEvidence } from "./read-evidence.ts";

/** What a pack must have for its verification. Whatever else stands in it is hashed all the same. */
const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const trailEvent = z.looseObject({ sequence: z.int(), hash: z.string() });
const totals = z.record(z.string(), z.int());

const signOff = z.looseObject({
  signedById: z.string(),
  signedAt: z.iso.datetime(),
  authenticatedAt: z.iso.datetime(),
  evidenceHash: hash,
  totals,
  hash,
});
export type PackSignOff = z.output<typeof signOff>;

export const packHeader = z.looseObject({
  format: z.literal("steward-review-evidence"),
  formatVersion: z.literal([...EVIDENCE_FORMATS]),
  exportId: z.string(),
  isFinal: z.boolean(),
  state: z.string(),
  campaign: z.looseObject({
    id: z.string(),
    name: z.string(),
    definition: z.looseObject({
      noResponse: z.strictObject({ low: noResponse, medium: noResponse, high: noResponse }),
    }),
  }),
  population: z.looseObject({
    format: z.int(),
    query: z.unknown(),
    count: z.int(),
    hash: z.string().nullable(),
  }),
  evidenceAtClose: z.strictObject({ format: z.int(), hash: z.string() }).nullable(),
  anchor: z.looseObject({ closed: trailEvent.nullable(), signed: trailEvent.nullish() }),
  signOff: signOff.nullish(),
  people: z.array(z.looseObject({ id: z.string() })),
});
export type PackHeader = z.output<typeof packHeader>;

const packAnswer = z.looseObject({
  decision: z.enum(ItemDecision),
  reason: z.string().nullable(),
  change: z.unknown(),
  decidedById: z.string(),
  decidedForId: z.string().nullable(),
  decidedAt: z.string(),
});

export const packItem = z.looseObject({
  position: z.int(),
  subjectId: z.string(),
  risk: z.enum(REVIEW_RISKS),
  facts: z.looseObject({}),
  factsHash: z.string().nullable(),
  decision: z.enum([...Object.values(ItemDecision), "no response"]),
  reason: z.string().nullable(),
  change: z.unknown(),
  decidedById: z.string().nullable(),
  decidedForId: z.string().nullable(),
  decidedAt: z.string().nullable(),
  answers: z.array(packAnswer),
  outcome: z.enum(ItemOutcome).nullable(),
});
export type PackItem = z.output<typeof packItem>;

export const packRecord = z.looseObject({
  kind: z.enum(EVIDENCE_RECORD_KINDS),
  id: z.string(),
  at: z.iso.datetime(),
});

export const packEnding = z.looseObject({
  totals,
  tally: totals,
  headerHash: hash,
  itemsHash: hash,
  /** Absent in format 3. */
  recordsHash: hash.optional(),
  evidenceHash: hash,
  packHash: hash,
});
export type PackEnding = z.output<typeof packEnding>;

/** @throws NoEvidence that names what is not as it should be */
export function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new NoEvidence(`${what} is not as declared (${issue?.path.join(".")}: ${issue?.message})`);
}
