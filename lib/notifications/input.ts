import { z } from "zod";

export const noInput = z.object({});

/** Notices written in one transaction, at most. */
export const SEND_LIMIT = 1_000;

/** Made by `noticesOf`, which bounds and checks what is in it. */
export const sendNoticesInput = z.object({
  notices: z
    .array(
      z.object({
        eventId: z.uuid(),
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
