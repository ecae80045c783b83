import { z } from "zod";
import { CREDENTIAL_KEPT_IN, CREDENTIAL_KINDS, CREDENTIAL_STATES } from "./model.ts";
import { withoutSecret } from "./plain-secret.ts";
import { NO_TEAM } from "./server-list-input.ts";
import { nameLine, optionalLine } from "./text-fields.ts";

const id = z.uuid("Choose one from the list.");
/** A day or a moment; a day ends at midnight UTC. */
const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], "Write a day as YYYY-MM-DD.")
  .transform((text) => new Date(text));
/** The version the reader saw; left out, the newest is changed. */
const version = z.int().positive().optional();

export const EXPIRY_WINDOWS = ["expired", "7d", "30d", "90d", "later", "none"] as const;
export type ExpiryWindow = (typeof EXPIRY_WINDOWS)[number];

/** Upwards: by letter, soonest, oldest first, and what never was before all. A minus turns it round. */
export const CREDENTIAL_SORTS = [
  "expiry",
  "-expiry",
  "name",
  "-name",
  "server",
  "-server",
  "last_used",
  "-last_used",
  "issued",
  "-issued",
  "rotated",
  "-rotated",
] as const;
export type CredentialSort = (typeof CREDENTIAL_SORTS)[number];

const filterFields = {
  kind: z.array(z.enum(CREDENTIAL_KINDS)).max(CREDENTIAL_KINDS.length).default([]),
  keptIn: z.array(z.enum(CREDENTIAL_KEPT_IN)).max(CREDENTIAL_KEPT_IN.length).default([]),
  /** Teams of their servers; the empty name is no team. */
  team: z
    .array(z.union([z.literal(NO_TEAM), z.string().trim().min(1).max(120)]))
    .max(20, "At most 20 teams.")
    .default([]),
  /** Only those of servers this person owns or backs up. */
  answererId: z.uuid().optional(),
};

export const listCredentialsInput = z.object({
  ...filterFields,
  state: z.array(z.enum(CREDENTIAL_STATES)).max(CREDENTIAL_STATES.length).default(["active"]),
  window: z.enum(EXPIRY_WINDOWS).optional(),
  /** Those that end at this moment or later, whatever else is asked. */
  endsFrom: z.iso.datetime({ offset: true }).optional(),
  /** Those that end on this day, UTC. Stronger than a window. */
  day: z.iso.date("Write the day as YYYY-MM-DD.").optional(),
  sort: z.enum(CREDENTIAL_SORTS).default("expiry"),
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});
export type ListCredentialsInput = z.output<typeof listCredentialsInput>;

export const monthInput = z
  .string()
  .regex(/^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$/, "Write the month as YYYY-MM.");

export const credentialDaysInput = z.object({ ...filterFields, month: monthInput.optional() });

export const credentialOnlyInput = z.object({ credentialId: id });

const credentialFields = {
  name: nameLine(200),
  kind: z.enum(CREDENTIAL_KINDS, "Choose a kind."),
  issuer: optionalLine(200),
  keptIn: z.enum(CREDENTIAL_KEPT_IN, "Choose where it is kept."),
  /** Where, in words or as a path; never the value. */
  place: optionalLine(300),
  issuedAt: moment.nullable(),
  expiresAt: moment.nullable(),
  lastRotatedAt: moment.nullable(),
};
export const addCredentialInput = z.object({
  serverId: id,
  ...credentialFields,
  issuer: credentialFields.issuer.default(null),
  place: credentialFields.place.default(null),
  issuedAt: credentialFields.issuedAt.default(null),
  expiresAt: credentialFields.expiresAt.default(null),
  lastRotatedAt: credentialFields.lastRotatedAt.default(null),
});
/**
 * Its state and its rotations are no fields: revoke-credential and rotate-credential record them with what belongs to
 * them. Sent all the same, they are refused rather than passed over.
 */
export const updateCredentialInput = z.strictObject({
  credentialId: id,
  version,
  ...z.object(credentialFields).omit({ lastRotatedAt: true }).partial().shape,
});

export const rotateCredentialInput = z.object({
  credentialId: id,
  version,
  rotatedAt: moment,
  /** When the new value ends; null when it has no end. */
  expiresAt: moment.nullable().default(null),
});

export const revokeCredentialInput = z.object({
  credentialId: id,
  version,
  reason: withoutSecret(
    z
      .string()
      .trim()
      .min(10, "Give a reason of at least 10 characters; auditors read it.")
      .max(1_000, "At most 1000 characters."),
  ),
});

export const exportCredentialsInput = z.object({
  format: z.enum(["csv", "ics"]),
  /** What was asked of the list, as its query string. */
  search: z.string().max(2_000),
});

/** Credentials reminded of in one transaction. */
export const REMIND_LIMIT = 500;
export const remindInput = z.object({ days: z.union([z.literal(30), z.literal(7), z.literal(1)]) });
