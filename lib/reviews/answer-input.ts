import { z } from "zod";
import { withoutSecret } from "../inventory/plain-secret.ts";
import { severalLines } from "../kernel/one-line.ts";
import { change } from "./change.ts";
import { serverAnswers } from "./server-questions.ts";

const reason = withoutSecret(
  z.string().overwrite(severalLines).max(2_000, "Keep it under 2,000 characters."),
);

export const itemInput = z.object({ itemId: z.uuid() });

export const decideItemInput = z.object({
  itemId: z.uuid(),
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
