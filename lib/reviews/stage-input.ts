import { z } from "zod";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { severalLines } from "#lib/kernel/one-line.ts";
import { REASSIGN_MAX } from "./reassigning.ts";

const campaignId = z.uuid();
/** The position that a page of items begins behind. */
const after = z.number().int().min(0).default(0);

/** `stage` is the one that was open on the screen: of two who end it at once, the second ends nothing. */
export const endStageInput = z.object({ campaignId, stage: z.coerce.number().int().min(1) });

export const moveItemsInput = z.object({ campaignId, after });

export const passOnItemsInput = z.object({
  campaignId,
  kind: z.enum(["left", "gains", "nobody"]),
  fromId: z.uuid().nullable(),
  after,
});

export const escalateItemsInput = z.object({ campaignId, after });

export const followedInput = z.object({ campaignId });

export const remindReviewersInput = z.object({
  marks: z.array(z.object({ campaignId, since: z.iso.datetime() })).max(1_000),
  /** Whose day it is: `2026-11-30`. */
  day: z.iso.date(),
  after: z.uuid().nullable(),
});

export const reassignItemsInput = z
  .object({
    campaignId,
    itemIds: z.array(z.uuid()).min(1).max(REASSIGN_MAX, `At most ${REASSIGN_MAX} items by name.`).optional(),
    /** All that waits for this person. */
    fromId: z.uuid().optional(),
    toId: z.uuid("Choose a person."),
    reason: withoutSecret(
      z
        .string()
        .overwrite(severalLines)
        .refine((text) => text.trim() !== "", "Say why it goes to somebody else.")
        .max(500, "Keep it under 500 characters."),
    ),
  })
  .refine(({ itemIds, fromId }) => (itemIds === undefined) !== (fromId === undefined), {
    error: "Name the items, or whose items they are.",
    path: ["itemIds"],
  });

export const listPossibleReviewersInput = z
  .object({
    campaignId,
    itemId: z.uuid().optional(),
    fromId: z.uuid().optional(),
    q: z.string().trim().max(100).optional(),
  })
  .refine(({ itemId, fromId }) => (itemId === undefined) !== (fromId === undefined), {
    error: "Name the item, or whose items they are.",
    path: ["itemId"],
  });

export const listReassignmentsInput = z.object({
  campaignId,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});

export const listFollowedInput = z.object({ after: z.uuid().nullable().default(null) });
export const seatsOfInput = z.object({ reviewerId: z.uuid() });
export const consumerSeatsInput = z.object({ consumerId: z.uuid() });
