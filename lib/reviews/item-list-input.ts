import { z } from "zod";
import { REVIEW_RISKS, REVIEW_SUBJECTS } from "./campaign-definition.ts";

export const ITEM_DECISIONS = ["undecided", "keep", "revoke", "change"] as const;

/** Which items of a review, in the words of their list; nothing chosen stands for everything. */
export const itemFilterFields = {
  /** `mine` are those that this person reviews. */
  whose: z.enum(["all", "mine"]).default("all"),
  reviewerId: z.uuid().optional(),
  /** Only what waits for an answer now; `undecided` is also what ended before anybody answered. */
  waits: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")])
    .default(false),
  decision: z.array(z.enum(ITEM_DECISIONS)).max(ITEM_DECISIONS.length).default([]),
  risk: z.array(z.enum(REVIEW_RISKS)).max(REVIEW_RISKS.length).default([]),
  kind: z.array(z.enum(REVIEW_SUBJECTS)).max(REVIEW_SUBJECTS.length).default([]),
  /** Teams of their servers; the empty name is no team. */
  team: z.array(z.string().trim().max(120)).max(20, "At most 20 teams.").default([]),
  serverId: z.uuid().optional(),
  /** A part of the name of the thing or of its server. */
  q: z.string().trim().max(100, "At most 100 characters.").default(""),
};

export const listReviewItemsInput = z.object({
  campaignId: z.uuid(),
  ...itemFilterFields,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});

const itemFilter = z.object(itemFilterFields);
export type ItemFilter = z.output<typeof itemFilter>;
