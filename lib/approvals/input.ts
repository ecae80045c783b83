import { z } from "zod";
import { pageLimit } from "#lib/grants/input.ts";
import { scopeFields } from "#lib/inventory/input.ts";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { severalLines } from "#lib/kernel/one-line.ts";

export const MAX_TOOLS = 50;
export const MAX_CONSUMERS = 20;
export const MAX_SCOPES = 20;

/** Whole days, within what any policy allows. */
export const wholeDays = z.coerce
  .number("Say for how many days.")
  .int("Whole days, please.")
  .min(1, "At least 1 day.")
  .max(365, "At most 365 days.");

export const asked = z.object({
  serverId: z.uuid().optional(),
  slug: z.string().min(1).max(100).optional(),
  toolIds: z.array(z.uuid()).max(MAX_TOOLS, `Ask for at most ${MAX_TOOLS} tools at once.`).default([]),
  consumerIds: z
    .array(z.uuid())
    .max(MAX_CONSUMERS, `Ask for at most ${MAX_CONSUMERS} consumers at once.`)
    .default([]),
  /** Moves the server, and carries on what is in force on it; nothing else is asked for then. */
  moveTo: z.literal("production").optional(),
  /** Grants in force on this server that are to last longer; nothing else is asked for then. */
  extendGrantIds: z.array(z.uuid()).max(MAX_TOOLS, `Extend at most ${MAX_TOOLS} grants at once.`).default([]),
  /** Scopes on the server's record. */
  scopeIds: z.array(z.uuid()).max(MAX_SCOPES, `Ask for at most ${MAX_SCOPES} scopes at once.`).default([]),
  /** Scopes that the server does not hold yet; an approval puts them on its record. */
  newScopes: z
    .array(scopeFields)
    .max(MAX_SCOPES, `Ask for at most ${MAX_SCOPES} scopes at once.`)
    .default([]),
  durationDays: wholeDays,
});

type Asked = Omit<z.output<typeof asked>, "durationDays">;
type Things = Pick<Asked, "toolIds" | "consumerIds" | "scopeIds" | "newScopes"> &
  Partial<Pick<Asked, "moveTo" | "extendGrantIds">>;

export const namesServer = (ask: Pick<Asked, "serverId" | "slug">) =>
  (ask.serverId === undefined) !== (ask.slug === undefined);

/** Things to grant, scopes, a move, or grants to extend: one of the four. */
export const asksForSomething = (ask: Things) =>
  [
    ask.toolIds.length + ask.consumerIds.length > 0,
    // What a tool is approved for is the server as it is, and scopes change what it is.
    ask.scopeIds.length + ask.newScopes.length > 0,
    ask.moveTo !== undefined,
    (ask.extendGrantIds ?? []).length > 0,
  ].filter(Boolean).length === 1;
const isDistinct = (values: readonly string[]) => new Set(values).size === values.length;
export const hasNoRepeats = (ask: Things) =>
  isDistinct(ask.toolIds) &&
  isDistinct(ask.consumerIds) &&
  isDistinct(ask.scopeIds) &&
  isDistinct(ask.newScopes.map(({ name }) => name)) &&
  isDistinct(ask.extendGrantIds ?? []);

export const NAMES_SERVER = { error: "Name the server, by id or by slug.", path: ["serverId"] };
export const ASKS = {
  error:
    "Choose at least one tool, one consumer or one scope; scopes, a move and an extension are each asked for by themselves.",
  path: ["toolIds"],
};
export const NO_REPEATS = { error: "Each tool, each consumer and each scope once.", path: ["toolIds"] };

export const previewRequestInput = asked
  .refine(namesServer, NAMES_SERVER)
  .refine(asksForSomething, ASKS)
  .refine(hasNoRepeats, NO_REPEATS);

const justification = withoutSecret(
  z
    .string()
    .overwrite(severalLines)
    .min(10, "Say why in at least 10 characters.")
    .max(2000, "Keep it under 2,000 characters."),
);

export const submitRequestInput = asked
  .extend({
    justification,
  })
  .refine(namesServer, NAMES_SERVER)
  .refine(asksForSomething, ASKS)
  .refine(hasNoRepeats, NO_REPEATS);

/** Whether it has to say something depends on the stage (vote-terms.ts). */
const decisionReason = withoutSecret(
  z.string().overwrite(severalLines).max(2000, "Keep the reason under 2,000 characters."),
);

export const decideRequestInput = z.object({
  requestId: z.uuid(),
  decision: z.enum(["approve", "reject"]),
  reason: decisionReason.default(""),
  /** Less time than was asked, where the approver gives less. */
  durationDays: wholeDays.optional(),
  /** The version that was on the screen; left out, only the state is checked. */
  version: z.number().int().positive().optional(),
});

const remark = (words: string) =>
  withoutSecret(
    z
      .string()
      .overwrite(severalLines)
      .min(5, `${words} in at least 5 characters.`)
      .max(2000, "Keep it under 2,000 characters."),
  );

export const askForChangesInput = z.object({
  requestId: z.uuid(),
  reason: remark("Say what should be different"),
  /** The version that was on the screen; left out, only the state is checked. */
  version: z.number().int().positive().optional(),
});

export const commentOnRequestInput = z.object({
  requestId: z.uuid(),
  comment: withoutSecret(
    z
      .string()
      .overwrite(severalLines)
      .min(1, "Write something.")
      .max(2000, "Keep it under 2,000 characters."),
  ),
});

export const previewResubmissionInput = asked
  .omit({ serverId: true, slug: true })
  .extend({ requestId: z.uuid() })
  .refine(asksForSomething, ASKS)
  .refine(hasNoRepeats, NO_REPEATS);

export const resubmitRequestInput = asked
  .omit({ serverId: true, slug: true })
  .extend({ requestId: z.uuid(), justification })
  .refine(asksForSomething, ASKS)
  .refine(hasNoRepeats, NO_REPEATS);

export const withdrawRequestInput = z.object({
  requestId: z.uuid(),
  reason: withoutSecret(z.string().overwrite(severalLines).max(2000)).default(""),
});

export const repairRequestInput = z.object({
  requestId: z.uuid(),
  reason: withoutSecret(
    z
      .string()
      .overwrite(severalLines)
      .min(5, "Give a reason of at least 5 characters.")
      .max(2000, "Keep the reason under 2,000 characters."),
  ),
});

export const reopenAfterDriftInput = z.object({
  serverId: z.uuid(),
  /** A retry by the sweep does not repeat in the audit trail that nobody could be asked. */
  isRetry: z.boolean().default(false),
});

export const listServersToReopenInput = z.object({
  /** Only these; left out, all. */
  among: z.array(z.uuid()).max(500).optional(),
  /** The last id of the page before. */
  after: z.uuid().optional(),
  limit: pageLimit,
});

export const listWaitingExtensionsInput = z.object({
  grantIds: z.array(z.uuid()).max(500, "Ask about at most 500 grants at once."),
});
export const requestInput = z.object({ requestId: z.uuid() });
export const noInput = z.object({});
/** Of one request alone, or, left out, of a batch of them. */
export const overdueInput = z.object({ requestId: z.uuid().optional() });
