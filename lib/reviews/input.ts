import { z } from "zod";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { severalLines } from "#lib/kernel/one-line.ts";
import { campaignDefinition } from "./campaign-definition.ts";
import { ITEMS_MAX } from "./model.ts";

export const startCampaignInput = z
  .object({
    serverId: z.uuid().optional(),
    slug: z.string().min(1).max(120).optional(),
    /** Default: "Review of <server>". */
    name: z.string().trim().min(1).max(120).optional(),
    purpose: withoutSecret(z.string().overwrite(severalLines).max(500)).default(""),
    dueInDays: z.coerce
      .number()
      .int()
      .min(1, "Give the reviewers at least one day.")
      .max(90, "A review is due within 90 days.")
      .default(14),
    noResponse: z.enum(["keep", "revoke"]),
  })
  .refine(({ serverId, slug }) => (serverId === undefined) !== (slug === undefined), {
    error: "Name the server, by id or by slug.",
    path: ["serverId"],
  });

export const previewCampaignInput = z.object({ slug: z.string().min(1).max(120) });

export const closeCampaignInput = z.object({
  campaignId: z.uuid(),
  /** The number of grants the closing person was shown would end. */
  acknowledgedRemovals: z.coerce.number().int().min(0).max(ITEMS_MAX).optional(),
});

export const campaignInput = z.object({ campaignId: z.uuid() });

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
};

export const listCampaignsInput = z.object({
  state: z.enum(["running", "closed"]).optional(),
  serverId: z.uuid().optional(),
  ...page,
});

export const listMyReviewItemsInput = z.object(page);

export const noInput = z.object({});

const version = z.coerce.number().int().min(1);

/** `definition` is `campaignDefinition`; a review is a draft until it is staged. */
export const defineCampaignInput = z.object({ definition: campaignDefinition });

export const changeCampaignInput = z.object({
  campaignId: z.uuid(),
  definition: campaignDefinition,
  /** The version that was on the screen. */
  version,
});

/** A campaign as it was on the screen. */
export const campaignVersionInput = z.object({ campaignId: z.uuid(), version });

export const failStagingInput = z.object({ campaignId: z.uuid(), reason: z.string().max(500) });
