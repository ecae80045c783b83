import { z } from "zod";
import { IMPACTS } from "../inventory/impact.ts";
import { DATA_CLASSES, ENVIRONMENTS, SCOPE_BREADTHS } from "../inventory/model.ts";
import { DEFAULT_SERVER_ROLES, SEVERITIES } from "./model.ts";

export const noInput = z.object({});

const ceilings = {
  maxImpact: z.enum(IMPACTS, "Choose an impact."),
  maxScopeBreadth: z.enum(SCOPE_BREADTHS, "Choose how broad a scope may be."),
  maxCredentialDays: z.coerce.number().int().min(1, "At least one day.").max(365, "At most 365 days."),
  allowedScopes: z
    .array(z.string().trim().min(1).max(200, "A pattern has at most 200 characters."))
    .max(50, "At most 50 patterns.")
    .default([]),
  environments: z
    .array(z.enum(ENVIRONMENTS, "Choose environments from the list."))
    .max(ENVIRONMENTS.length)
    .default([]),
  dataClasses: z
    .array(z.enum(DATA_CLASSES, "Choose data classes from the list."))
    .max(DATA_CLASSES.length)
    .default([]),
};

export const createServerRoleInput = z.object({
  slug: z
    .string()
    .trim()
    .max(60, "At most 60 characters.")
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Lower-case letters and digits, joined by hyphens."),
  name: z.string().trim().min(1, "Fill this in.").max(120, "At most 120 characters."),
  description: z.string().trim().min(1, "Say what servers of this role do.").max(1_000),
  ...ceilings,
});

/** `version` is the one that was read: an edit made meanwhile is a conflict, not lost. */
export const updateServerRoleInput = z.object({
  serverRoleId: z.uuid(),
  version: z.coerce.number().int().min(1),
  name: createServerRoleInput.shape.name,
  description: createServerRoleInput.shape.description,
  ...ceilings,
});

/** Without `slugs`: every starter role that is missing. */
export const addStarterRolesInput = z.object({
  slugs: z
    .array(z.enum(DEFAULT_SERVER_ROLES.map(({ slug }) => slug)))
    .min(1, "Choose at least one.")
    .max(DEFAULT_SERVER_ROLES.length)
    .optional(),
});

export const serverRoleInput = z.object({ serverRoleId: z.uuid() });

export const serverRoleBySlugInput = z.object({ slug: z.string().max(60) });

export const previewServerRoleInput = z.object({ serverRoleId: z.uuid(), ...ceilings });

/** Servers evaluated in one transaction. */
export const REFRESH_LIMIT = 500;
export const refreshFindingsInput = z.object({ serverIds: z.array(z.uuid()).min(1).max(REFRESH_LIMIT) });

export const serverIdsInput = z.object({
  after: z.uuid().nullable().default(null),
  personId: z.uuid().optional(),
  serverRoleId: z.uuid().optional(),
});

export const serverFindingsInput = z.object({ serverId: z.uuid() });

export const FINDING_STATES = ["open", "waived", "resolved"] as const;

export const listFindingsInput = z.object({
  state: z.enum(FINDING_STATES).default("open"),
  severity: z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).default([]),
  rule: z.array(z.string().max(60)).max(50).default([]),
  environment: z.array(z.enum(ENVIRONMENTS)).max(ENVIRONMENTS.length).default([]),
  serverId: z.uuid().optional(),
  ownerId: z.uuid().optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListFindingsInput = z.output<typeof listFindingsInput>;
