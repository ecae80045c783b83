import { z } from "zod";

export const campaignProgressInput = z.object({
  campaignId: z.uuid(),
  /** Of its reviewers. */
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

export const listMyReviewsInput = z.object({
  /** `to_do` are running with something left for this person; `done` are all others in which they review. */
  which: z.enum(["to_do", "done"]).default("to_do"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/** `search` is what was asked for, as JSON. */
export const recordItemsExportInput = z.object({ campaignId: z.uuid(), search: z.string().max(2_000) });
