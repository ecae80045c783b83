import { z } from "zod";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { severalLines } from "#lib/kernel/one-line.ts";

export const answerAskedChangeInput = z
  .object({
    campaignId: z.uuid(),
    itemId: z.uuid(),
    answer: z.enum(["done", "declined"], "Say whether it is done or declined."),
    note: withoutSecret(
      z.string().overwrite(severalLines).trim().max(1_000, "Keep it under 1,000 characters.").default(""),
    ),
  })
  .refine(({ answer, note }) => answer === "done" || note !== "", {
    error: "Say why it is not done.",
    path: ["note"],
  });

export const listAskedChangesInput = z.object({
  /** Of one review, or of one server; of all where neither is named. */
  campaignId: z.uuid().optional(),
  serverId: z.uuid().optional(),
  /** `mine`: only of servers that whoever asks owns or backs up. */
  whose: z.enum(["mine", "all"]).default("all"),
  /** `open`: what still waits; `over`: what was answered, or needs nothing any more. */
  state: z.enum(["open", "over"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});

export const tellOverdueChangesInput = z.object({});
