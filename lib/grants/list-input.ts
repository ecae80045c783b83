import { z } from "zod";
import { IMPACTS } from "#lib/inventory/impact.ts";
import { ENVIRONMENTS } from "#lib/inventory/model.ts";
import { GrantKind, GrantOrigin } from "#lib/kernel/generated/enums.ts";
import { GRANT_ACTIONS } from "./acts.ts";
import { reason } from "./input.ts";
import { GRANT_STATUSES } from "./model.ts";

export const GRANT_KINDS = Object.values(GrantKind);
export const GRANT_ORIGINS = Object.values(GrantOrigin);

/** When it ends. Windows of days leave out what has ended. */
export const END_WINDOWS = ["7d", "30d", "90d", "later"] as const;
export type EndWindow = (typeof END_WINDOWS)[number];

/** Upwards: soonest end, longest in force. A minus turns it round. */
export const GRANT_SORTS = ["expiry", "-expiry", "granted", "-granted"] as const;
export type GrantSort = (typeof GRANT_SORTS)[number];

/** One value, or several. */
const some = <Value extends z.ZodType>(value: Value, atMost: number) =>
  z
    .union([z.array(value).max(atMost), value])
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<Value>[]);

export const listGrantsInput = z.object({
  status: some(z.enum(GRANT_STATUSES), GRANT_STATUSES.length).default(["active"]),
  kind: some(z.enum(GRANT_KINDS), GRANT_KINDS.length).default([]),
  origin: some(z.enum(GRANT_ORIGINS), GRANT_ORIGINS.length).default([]),
  environment: some(z.enum(ENVIRONMENTS), ENVIRONMENTS.length).default([]),
  /** What its tool can do; access has what it was approved for. */
  impact: some(z.enum(IMPACTS), IMPACTS.length).default([]),
  serverId: z.uuid().optional(),
  consumerId: z.uuid().optional(),
  /** Only on servers that this person owns or backs up. */
  answererId: z.uuid().optional(),
  window: z.enum(END_WINDOWS).optional(),
  /** Only those that end before this moment, ISO 8601. */
  endsBefore: z.iso.datetime({ offset: true }).optional(),
  /** A part of the name of the server, the tool, the scope or the consumer. */
  q: z.string().trim().max(200).default(""),
  sort: z.enum(GRANT_SORTS).default("expiry"),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});
export type ListGrantsInput = z.output<typeof listGrantsInput>;

export const grantInput = z.object({ grantId: z.uuid() });

/** A page's worth. */
export const CHANGE_MAX = 200;

export const changeGrantsInput = z.object({
  grantIds: z
    .array(z.uuid())
    .min(1, "Choose at least one grant.")
    .max(CHANGE_MAX, `At most ${CHANGE_MAX} grants at once.`)
    .refine((ids) => new Set(ids).size === ids.length, "Each grant once."),
  action: z.enum(GRANT_ACTIONS),
  reason,
  /** How many will be changed, repeated by whoever changes more than five. */
  acknowledged: z.coerce.number().int().optional(),
});

export const exportGrantsInput = z.object({ search: z.string().max(2_000) });
