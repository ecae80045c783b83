import { z } from "zod";
import { pageLimit } from "#lib/grants/input.ts";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { severalLines } from "#lib/kernel/one-line.ts";
import { GLASS_HOURS_MAX } from "#lib/policy/approval/policy-document.ts";
import {
  ASKS,
  asked,
  asksForSomething,
  hasNoRepeats,
  NAMES_SERVER,
  NO_REPEATS,
  namesServer,
} from "./input.ts";

const reason = (least: number) =>
  withoutSecret(
    z
      .string()
      .overwrite(severalLines)
      .min(least, `Give a reason of at least ${least} characters.`)
      .max(2000, "Keep the reason under 2,000 characters."),
  );

export const breakGlassInput = asked
  .omit({ durationDays: true, moveTo: true, extendGrantIds: true })
  .extend({
    justification: reason(10),
    /** Why it cannot wait for those who would be asked. */
    emergency: reason(10),
    hours: z.coerce
      .number("Say for how many hours.")
      .int("Whole hours, please.")
      .min(1, "At least 1 hour.")
      .max(GLASS_HOURS_MAX, `At most ${GLASS_HOURS_MAX} hours.`),
  })
  .refine(namesServer, NAMES_SERVER)
  .refine(asksForSomething, ASKS)
  .refine(hasNoRepeats, NO_REPEATS)
  .refine(({ scopeIds, newScopes }) => scopeIds.length + newScopes.length === 0, {
    error: "A scope is never had by breaking glass. Ask for it.",
    path: ["scopeIds"],
  });

export const reviewBreakGlassInput = z.object({
  requestId: z.uuid(),
  verdict: z.enum(["justified", "not_justified"]),
  reason: reason(5),
});

export const repairBreakGlassInput = z.object({ requestId: z.uuid(), reason: reason(5) });

export const listBreakGlassInput = z.object({
  /** Only those that whoever looks may review. */
  toReview: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")])
    .default(false),
  serverId: z.uuid().optional(),
  limit: pageLimit,
});
