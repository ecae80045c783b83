import { z } from "zod";
import { pageLimit } from "#lib/grants/input.ts";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { ENVIRONMENTS } from "#lib/inventory/model.ts";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { RequestKind } from "#lib/kernel/generated/enums.ts";
import { severalLines } from "#lib/kernel/one-line.ts";
import { REQUEST_STATES } from "./states.ts";

export const REQUEST_KINDS = Object.values(RequestKind);

/** One value, or several. */
const some = <Value extends z.ZodType>(value: Value, atMost: number) =>
  z
    .union([z.array(value).max(atMost), value])
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<Value>[])
    .default([]);

export const listRequestsInput = z.object({
  view: z.enum(["to-decide", "asked-by-me", "all"]).default("to-decide"),
  state: some(z.enum(REQUEST_STATES), REQUEST_STATES.length),
  kind: some(z.enum(REQUEST_KINDS), REQUEST_KINDS.length),
  impact: some(z.enum(IMPACTS), IMPACTS.length),
  environment: some(z.enum(ENVIRONMENTS), ENVIRONMENTS.length),
  serverId: z.uuid().optional(),
  /** A part of the title, or of the server's name. */
  q: z.string().trim().max(200).default(""),
  cursor: z.string().max(300).optional(),
  limit: pageLimit,
});

export const countMyApprovalsInput = z.object({
  /** Enough to know that there are this many. */
  most: z.number().int().min(1).max(10_001).default(10_001),
});

/** As many as one page of a list leads to. */
export const readableRequestsInput = z.object({ requestIds: z.array(z.uuid()).max(1_000) });

/** Decided at once at most. */
export const DECIDE_MANY_MAX = 50;

export const requestsToDecideInput = z.object({
  requestIds: z
    .array(z.uuid())
    .min(1, "Choose at least one request.")
    .max(DECIDE_MANY_MAX, `At most ${DECIDE_MANY_MAX} requests at once.`)
    .refine((ids) => new Set(ids).size === ids.length, "Each request once."),
});

export const decideManyInput = z.object({
  decision: z.enum(["approve", "reject"]),
  reason: withoutSecret(
    z
      .string()
      .overwrite(severalLines)
      .min(5, "Give a reason of at least 5 characters.")
      .max(2000, "Keep the reason under 2,000 characters."),
  ),
  /** Each with the version that was on the screen. */
  requests: z
    .array(z.object({ id: z.uuid(), version: z.number().int().positive() }))
    .min(1, "Choose at least one request.")
    .max(DECIDE_MANY_MAX, `At most ${DECIDE_MANY_MAX} requests at once.`),
});
