import { z } from "zod";
import { IMPACTS } from "../inventory/impact.ts";
import { ENVIRONMENTS, SCOPE_BREADTHS } from "../inventory/model.ts";
import { SEVERITIES } from "./model.ts";

export const noInput = z.object({});

export const createServerRoleInput = z.object({
  slug: z
    .string()
    .trim()
    .max(60, "At most 60 characters.")
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Lower-case letters and digits, joined by hyphens."),
  name: z.string().trim().min(1, "Fill this in.").max(120, "At most 120 characters."),
  description: z.string().trim().min(1, "Say what servers of this role do.").max(1_000),
  maxImpact: z.enum(IMPACTS),
  maxScopeBreadth: z.enum(SCOPE_BREADTHS),
  maxCredentialDays: z.coerce.number().int().min(1, "At least one day.").max(365, "At most 365 days."),
});

/** Servers evaluated in one transaction. */
export const REFRESH_LIMIT = 500;
export const refreshFindingsInput = z.object({ serverIds: z.array(z.uuid()).min(1).max(REFRESH_LIMIT) });

export const serverIdsInput = z.object({
  after: z.uuid().nullable().default(null),
  personId: z.uuid().optional(),
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
