import { z } from "zod";
import { isTimeZone } from "../kernel/time-zone.ts";
import { EMAIL_CHOICES, type EventGroup, GROUP_NAMES } from "./event-group.ts";

export const noInput = z.object({});

/** Notices written in one transaction, at most. */
export const SEND_LIMIT = 1_000;

/** Made by `noticesOf`, which bounds and checks what is in it. */
export const sendNoticesInput = z.object({
  notices: z
    .array(
      z.object({
        eventId: z.uuid(),
        subjectId: z.uuid().nullable().default(null),
        userId: z.uuid(),
        kind: z.string().max(100),
        title: z.string().max(200),
        body: z.string().max(500),
        href: z.string().max(500).nullable(),
      }),
    )
    .min(1)
    .max(SEND_LIMIT),
});

export const markNoticeReadInput = z.object({ noticeId: z.uuid() });

export const listMyNoticesInput = z.object({
  isUnreadOnly: z.boolean().default(false),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const emailChoice = z.enum(EMAIL_CHOICES, "Choose at once, in the digest, or off.");

export const savePreferencesInput = z.object({
  // One entry for each group.
  emails: z.object(
    Object.fromEntries(GROUP_NAMES.map((group) => [group, emailChoice])) as Record<
      EventGroup,
      typeof emailChoice
    >,
  ),
  /** Null for the installation's. */
  timeZone: z
    .string()
    .max(100)
    .refine(isTimeZone, "Choose a time zone such as Europe/Berlin.")
    .nullable()
    .default(null),
  digestHour: z.coerce.number().int().min(0).max(23),
});

export const emailInput = z.object({ emailId: z.uuid() });

/** `attempt` is the number of the attempt that is being made. */
export const emailAttemptInput = z.object({ emailId: z.uuid(), attempt: z.number().int().min(1).max(100) });

/** `attempt` is the number of the attempt that this was the end of. */
export const settleEmailInput = emailAttemptInput.extend({
  outcome: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("sent") }),
    z.object({ kind: z.literal("skipped"), words: z.string().max(500) }),
    z.object({ kind: z.literal("refused"), words: z.string().max(500) }),
    z.object({ kind: z.literal("postponed"), words: z.string().max(500), isServer: z.boolean() }),
    z.object({ kind: z.literal("released") }),
  ]),
});

/** The person after whom to go on, or null for the first. */
export const queueDigestsInput = z.object({ after: z.uuid().nullable() });

export const closeNoticesInput = z.object({
  closings: z
    .array(
      z.object({
        subjectId: z.uuid().nullable().default(null),
        href: z.string().max(500),
        kinds: z.array(z.string()).min(1),
      }),
    )
    .min(1)
    .max(SEND_LIMIT),
});
