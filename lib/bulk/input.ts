import { z } from "zod";
import { tagsInput } from "../inventory/input.ts";
import { CRITICALITIES, ENVIRONMENTS } from "../inventory/model.ts";
import { withoutSecret } from "../inventory/plain-secret.ts";
import { requestRetirementInput } from "../inventory/retirement-input.ts";
import { serverFilterInput } from "../inventory/server-list-input.ts";
import { ROW_STATES, SERVERS_MAX } from "./model.ts";

const id = z.uuid("Choose one from the list.");
const optionalId = z.union([z.literal("").transform(() => null), id, z.null()]);

/** Servers chosen one by one, at most. */
export const CHOSEN_MAX = 1_000;
/** Servers changed in one transaction. */
export const CHUNK_MAX = 500;

const someTags = tagsInput.refine((tags) => tags.length > 0, "Write at least one tag.");

/** What to do, and with what. Left out: it stays as it is. */
export const askedChangeInput = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("assign_team"),
    team: withoutSecret(z.string().trim().max(120, "At most 120 characters.").nullable()).transform((team) =>
      team === "" ? null : team,
    ),
  }),
  z
    .object({
      action: z.literal("assign_owners"),
      ownerId: id.optional(),
      backupOwnerId: optionalId.optional(),
    })
    .refine(({ ownerId, backupOwnerId }) => ownerId !== undefined || backupOwnerId !== undefined, {
      path: ["ownerId"],
      message: "Choose an owner, a backup owner, or both.",
    })
    .refine(({ ownerId, backupOwnerId }) => ownerId === undefined || ownerId !== backupOwnerId, {
      path: ["backupOwnerId"],
      message: "Choose somebody other than the owner.",
    }),
  z.object({ action: z.literal("set_server_role"), serverRoleId: optionalId }),
  z.object({
    action: z.literal("set_environment"),
    environment: z.enum(ENVIRONMENTS, "Choose an environment."),
  }),
  z.object({
    action: z.literal("set_criticality"),
    criticality: z.enum(CRITICALITIES, "Choose a criticality."),
  }),
  z.object({ action: z.literal("add_tags"), tags: someTags }),
  z.object({ action: z.literal("remove_tags"), tags: someTags }),
  z.object({
    action: z.literal("set_next_review"),
    nextReviewOn: z.iso.date("Write the day as YYYY-MM-DD."),
  }),
  z.object({
    action: z.literal("request_retirement"),
    reason: requestRetirementInput.shape.reason,
    plannedOn: z.iso.date("Write the day as YYYY-MM-DD."),
  }),
]);
export type AskedChange = z.output<typeof askedChangeInput>;

export const selectionInput = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ids"),
    ids: z
      .array(z.uuid())
      .min(1, "Select a server.")
      .max(CHOSEN_MAX, "Select at most 1,000 servers, or all that match."),
  }),
  z.object({ kind: z.literal("filter"), filter: serverFilterInput }),
]);
export type BulkSelection = z.output<typeof selectionInput>;

export const previewBulkChangeInput = z.object({ change: askedChangeInput, selection: selectionInput });

export const startBulkChangeInput = z.object({
  change: askedChangeInput,
  selection: selectionInput,
  /** How many the person was shown. */
  shownCount: z.int().min(1).max(SERVERS_MAX),
  /** The same, typed by hand, where the brake asks for it. */
  typedCount: z.int().optional(),
});

export const bulkChangeInput = z.object({ bulkChangeId: z.uuid() });
export const advanceBulkChangeInput = z.object({
  bulkChangeId: z.uuid(),
  limit: z.int().min(1).max(CHUNK_MAX).default(CHUNK_MAX),
});
export const noInput = z.object({});

export const listBulkChangesInput = z.object({
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const listBulkRowsInput = z.object({
  bulkChangeId: z.uuid(),
  state: z.enum(ROW_STATES).optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});
