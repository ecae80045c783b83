import { z } from "zod";
import { withoutSecret } from "../inventory/plain-secret.ts";
import { severalLines } from "../kernel/one-line.ts";
import { approvalPolicyDocument } from "./approval/policy-document.ts";

const number = z.coerce.number().int().min(1);

/** The version of the row that was on the screen. */
const version = z.coerce.number().int().min(1);

const summary = withoutSecret(
  z.string().overwrite(severalLines).max(2_000, "At most 2,000 characters."),
).default("");

/** `from` is the earlier version to bring back, 0 the one that Steward starts with; left out, the one in force. */
export const draftPolicyInput = z.object({ from: z.coerce.number().int().min(0).optional() });

export const editPolicyInput = z.object({ number, version, document: approvalPolicyDocument, summary });

export const policyVersionInput = z.object({ number });

export const proposePolicyInput = z.object({
  number,
  version,
  summary: withoutSecret(
    z
      .string()
      .overwrite(severalLines)
      .min(10, "Say in at least 10 characters what changes and why.")
      .max(2_000),
  ),
});

export const decidePolicyInput = z.object({
  number,
  version,
  decision: z.enum(["approve", "reject"]),
  reason: withoutSecret(
    z
      .string()
      .overwrite(severalLines)
      .min(5, "Give a reason of at least 5 characters.")
      .max(2_000, "At most 2,000 characters."),
  ),
});

export const withdrawPolicyInput = z.object({
  number,
  reason: withoutSecret(z.string().overwrite(severalLines).max(2_000, "At most 2,000 characters.")).default(
    "",
  ),
});

export const listPolicyVersionsInput = z.object({
  before: number.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
