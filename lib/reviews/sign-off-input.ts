import { z } from "zod";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { severalLines } from "#lib/kernel/one-line.ts";

export const signCampaignInput = z.object({
  campaignId: z.uuid(),
  /** The hash of the evidence that was on the screen: what is signed is what was seen. */
  evidenceHash: z.string().regex(/^sha256:[0-9a-f]{64}$/, "This is not the hash of any evidence."),
  statement: withoutSecret(
    z.string().overwrite(severalLines).max(2_000, "Keep it under 2,000 characters."),
  ).optional(),
});
