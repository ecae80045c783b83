import { z } from "zod";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { severalLines } from "#lib/kernel/one-line.ts";

const campaignId = z.uuid();
const reason = withoutSecret(
  z.string().overwrite(severalLines).trim().min(1, "Say why.").max(2_000, "Keep it under 2,000 characters."),
);

export const answerBrakeInput = z
  .object({
    campaignId,
    /** `withdraw` is for whoever asked to close it; the others are for somebody else. */
    answer: z.enum(["confirm", "decline", "withdraw"], "Say whether it may be closed."),
    reason,
    /** How many things would end, as the list said; with `lastAnswerId`, the list in hand that a confirmation needs. */
    removals: z.coerce.number().int().min(0).max(2_000_000).optional(),
    /** The last answer that had been given when the list was read; empty when none had. */
    lastAnswerId: z.union([z.uuid(), z.literal("")]).optional(),
  })
  .refine(
    ({ answer, removals, lastAnswerId }) =>
      answer !== "confirm" || (removals !== undefined && lastAnswerId !== undefined),
    {
      error: "Read the list of what ends, and say how much it held and the last answer it knew.",
      path: ["removals"],
    },
  );

export const acceptFailuresInput = z.object({ campaignId, reason });

export const advanceClosingInput = z.object({
  campaignId,
  /** Items to carry out at most, in one transaction. */
  limit: z.int().min(1).max(1_000),
});

export const failRemovalInput = z.object({ campaignId, reason: z.string().max(500) });

export const recordVerifiedInput = z.object({
  campaignId,
  /** What Steward's own decisions say; items that they do not decide on are not here. */
  decisions: z
    .array(z.object({ itemId: z.uuid(), isAllowed: z.boolean(), code: z.string(), words: z.string() }))
    .max(1_000),
  /** The items that were asked about, and those that needed no asking. */
  itemIds: z.array(z.uuid()).max(1_000),
});

export const listRemovalsInput = z.object({
  campaignId,
  which: z.enum(["to_end", "failed", "retrying"]).default("to_end"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** The position of the last one that was listed. */
  cursor: z.coerce.number().int().min(0).max(2_000_000).default(0),
});
