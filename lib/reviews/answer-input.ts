import { z } from "zod";
import { withoutSecret } from "../inventory/plain-secret.ts";
import { severalLines } from "../kernel/one-line.ts";
import { change } from "./change.ts";
import { itemFilterFields } from "./item-list-input.ts";
import { serverAnswers } from "./server-questions.ts";

const reason = withoutSecret(
  z.string().overwrite(severalLines).max(2_000, "Keep it under 2,000 characters."),
);

/** One item, and where its review is named with it, of that review only. */
const namedItem = { itemId: z.uuid(), campaignId: z.uuid().optional() };

export const itemInput = z.object(namedItem);

export const decideItemInput = z.object({
  ...namedItem,
  /** `undecided` takes back one's own decision, within ten seconds. */
  decision: z.enum(["keep", "revoke", "change", "undecided"]),
  reason: reason.optional(),
  /** What `change` asks for. */
  change: change.optional(),
  /** What a server's reviewer is asked; needed to keep or change a server, and for nothing else. */
  answers: serverAnswers.optional(),
  /** The version that was on the screen. */
  version: z.coerce.number().int().min(1),
});

/** How many one command answers together; more is asked for again. */
export const BULK_MAX = 10_000;

/** Answers to one item in one stage after which the last one stands: every one of them is kept, and part of the evidence. */
export const ANSWERS_MAX = 20;

/**
 * Items of low risk that wait for this person: exactly `itemIds`, or all that the filter finds. `count` is how many were on
 * the screen (10,001 for more than 10,000): when there are others by now, nothing is answered.
 */
export const decideItemsInput = z.object({
  campaignId: z.uuid(),
  decision: z.enum(["keep", "revoke"]),
  reason: reason.optional(),
  itemIds: z.array(z.uuid()).min(1).max(200, "At most 200 by name.").optional(),
  kind: itemFilterFields.kind,
  team: itemFilterFields.team,
  serverId: itemFilterFields.serverId,
  q: itemFilterFields.q,
  count: z.coerce.number().int().min(1),
});

export const batchInput = z.object({ batchId: z.uuid(), campaignId: z.uuid().optional() });
