import { z } from "zod";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { severalLines } from "#lib/kernel/one-line.ts";
import { MAX_STEPS, STEP_KINDS } from "./model.ts";

export const reason = withoutSecret(
  z
    .string()
    .overwrite(severalLines)
    .min(5, "Give a reason of at least 5 characters.")
    .max(2000, "Keep the reason under 2,000 characters."),
);

export const pageLimit = z.coerce.number().int().min(1).max(200).default(50);

/** A page of what a sweep goes over. */
export const pageOfIdsInput = z.object({
  /** The last id of the page before. */
  after: z.uuid().optional(),
  limit: pageLimit,
});

export const serverInput = z.object({ serverId: z.uuid() });

export const listServerGrantsInput = serverInput.extend({
  withEnded: z.boolean().default(false),
  kind: z.enum(["tool", "scope", "access"]).optional(),
  toolId: z.uuid().optional(),
});

export const listGrantedServersInput = z.object({
  consumerId: z.uuid(),
  /** Only of these; left out, of all. */
  serverIds: z.array(z.uuid()).max(100).optional(),
});

export const revokeGrantInput = z.object({ grantId: z.uuid(), reason });

export const noInput = z.object({});

export const revocationStep = z.object({
  kind: z.enum(STEP_KINDS, "Choose a kind of step."),
  title: withoutSecret(z.string().overwrite(severalLines).min(1, "Name the step.").max(120)),
  instructions: withoutSecret(z.string().overwrite(severalLines).max(4000)).default(""),
  responsibleId: z.uuid().nullable().default(null),
});

export const saveRevocationPathInput = serverInput.extend({
  /** The `hash` that get-revocation-path gave: what these steps were edited from. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  steps: z.array(revocationStep).max(MAX_STEPS, `A path has at most ${MAX_STEPS} steps.`),
});

export type RevocationStepInput = z.output<typeof revocationStep>;
