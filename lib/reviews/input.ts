import { z } from "zod";
import { withoutSecret } from "#lib/inventory/plain-secret.ts";
import { oneLine, severalLines } from "#lib/kernel/one-line.ts";
import {
  askedDefinition,
  campaignScope,
  nameOf,
  REVIEW_SUBJECTS,
  reviewStage,
  SERVERS_NAMED_MAX,
  stagesOf,
} from "./campaign-definition.ts";

/** A name as somebody writes it: it goes into notices, mail, calendars, reports and packs. */
const writtenName = (of: string) => withoutSecret(nameOf(of, z.string().overwrite(oneLine)));

export const closeCampaignInput = z.object({
  campaignId: z.uuid(),
  /** The number of things the closing person was shown would end. */
  acknowledgedRemovals: z.coerce.number().int().min(0).max(2_000_000).optional(),
  /** Why it closes now, where that skips something: see `EARLY_REASON_MIN`. */
  reason: withoutSecret(
    z.string().overwrite(severalLines).trim().max(2_000, "Keep it under 2,000 characters."),
  ).optional(),
});

export const campaignInput = z.object({ campaignId: z.uuid() });

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
};

/** States of the reviews that are not over, and of those that are. */
export const OPEN_STATES = ["draft", "staged", "running", "closing"] as const;
export const OVER_STATES = ["closed", "signed", "discarded"] as const;

/** Of reviews: where one has items to answer, which one signs or has signed, or which one has defined. */
export const MY_PARTS = ["reviews", "signs", "defined"] as const;

export const listCampaignsInput = z.object({
  /** `running` is everything that is not over, `closed` what is closed or signed. */
  state: z.enum(["running", "closed"]).optional(),
  /** Exactly these states. */
  states: z
    .array(z.enum([...OPEN_STATES, ...OVER_STATES]))
    .max(7)
    .default([]),
  whose: z.enum(MY_PARTS).optional(),
  /** A part of the name or the purpose. */
  q: z.string().trim().max(100, "At most 100 characters.").default(""),
  serverId: z.uuid().optional(),
  ...page,
});

export const listMyReviewItemsInput = z.object(page);

export const noInput = z.object({});

const version = z.coerce.number().int().min(1);

/** As somebody writes it: what is kept is not judged by this again, so that a stricter rule leaves the old ones readable. */
export const writtenDefinition = askedDefinition.extend({
  name: writtenName("review"),
  purpose: withoutSecret(
    z.string().overwrite(severalLines).trim().max(500, "At most 500 characters."),
  ).default(""),
  stages: stagesOf(reviewStage.extend({ name: writtenName("stage") })),
});

/** `definition` is `campaignDefinition`; a review is a draft until it is staged. */
export const defineCampaignInput = z.object({ definition: writtenDefinition });

export const changeCampaignInput = z.object({
  campaignId: z.uuid(),
  definition: writtenDefinition,
  /** The version that was on the screen. */
  version,
});

/** A scope while somebody still writes it. */
export const countScopeInput = z.object({
  scope: campaignScope,
  subjects: z.array(z.enum(REVIEW_SUBJECTS)).max(REVIEW_SUBJECTS.length),
});

export const serverNamesInput = z.object({ serverIds: z.array(z.uuid()).max(SERVERS_NAMED_MAX) });

export const copyCampaignInput = z.object({
  campaignId: z.uuid(),
  /** Default: "Copy of <its name>". */
  name: writtenName("review").optional(),
});

/** A campaign as it was on the screen. */
export const campaignVersionInput = z.object({ campaignId: z.uuid(), version });

export const failStagingInput = z.object({ campaignId: z.uuid(), reason: z.string().max(500) });
