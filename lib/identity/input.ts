import { z } from "zod";
import { ROLES, TOKEN_SCOPES } from "../kernel/actor.ts";
import { oneLine } from "../kernel/one-line.ts";
import { TOKEN_DAYS_MAX } from "./model.ts";

export const noInput = z.object({});

export const signInInput = z.object({
  issuer: z.string().min(1).max(500),
  subject: z.string().min(1).max(255),
  email: z.email().max(254).toLowerCase().nullable(),
  isEmailVerified: z.boolean().nullable(),
  name: z.string().max(200).nullable(),
  /** When the provider says that the person signed in to it: seconds since 1970 (auth_time). */
  authTime: z.number().int().nonnegative().max(100_000_000_000).nullable().default(null),
});

export const listUsersInput = z.object({
  /** Part of a name or of an e-mail address, whatever its case. */
  search: z.string().trim().max(200).default(""),
});

/** Null: whoever comes first. */
export const operatorInput = z.object({ email: z.string().max(254).nullable() });

export const openSessionInput = z.object({
  userId: z.uuid(),
  tokenHash: z.instanceof(Uint8Array<ArrayBuffer>),
});

export const createTokenInput = z.object({
  name: z.string().overwrite(oneLine).min(1, "Give the token a name.").max(80),
  scopes: z.array(z.enum(TOKEN_SCOPES, "Choose scopes from the list.")).min(1, "Choose at least one scope."),
  days: z.coerce
    .number()
    .int()
    .min(1, "A token lives at least one day.")
    .max(TOKEN_DAYS_MAX, `A token may live ${TOKEN_DAYS_MAX} days at most.`),
});

export const tokenInput = z.object({ tokenId: z.uuid() });

export const userInput = z.object({ userId: z.uuid() });

export const addUserInput = z.object({
  email: z.email("Enter an e-mail address.").max(254).toLowerCase(),
  name: z.string().overwrite(oneLine).min(1, "Enter a name.").max(200),
  roles: z.array(z.enum(ROLES, "Choose roles from the list.")).min(1, "Choose at least one role."),
});

export const setRolesInput = z.object({
  userId: z.uuid(),
  roles: z.array(z.enum(ROLES, "Choose roles from the list.")).min(1, "Choose at least one role."),
});

export const accountInput = signInInput.pick({ issuer: true, subject: true });

export const GROUPS_MAX = 500;
export const GROUP_MEMBERS_MAX = 200;

const group = z.object({
  name: z.string().overwrite(oneLine).min(1, "Give the group a name.").max(80, "At most 80 characters."),
  description: z.string().trim().max(1_000, "At most 1,000 characters.").default(""),
  memberIds: z
    .array(z.uuid())
    .max(GROUP_MEMBERS_MAX, `A group has at most ${GROUP_MEMBERS_MAX} people.`)
    .default([]),
});

export const createGroupInput = group;

/** `version` is the one that was read: an edit made meanwhile is a conflict, not lost. */
export const updateGroupInput = group.extend({
  groupId: z.uuid(),
  version: z.coerce.number().int().min(1),
});

const calendarDay = z.iso.date("Choose a day.");

export const setAbsenceInput = z.object({
  delegateId: z.uuid("Choose a person."),
  /** The first and the last day, as 2026-12-24; days begin and end in the person's own time zone. */
  startsOn: calendarDay,
  endsOn: calendarDay,
});

export const endAbsenceInput = z.object({ userId: z.uuid() });

export const groupInput = z.object({ groupId: z.uuid() });

export const setManagerInput = z.object({ userId: z.uuid(), managerId: z.uuid().nullable() });
