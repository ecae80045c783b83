import { z } from "zod";

/** A date of a schedule has come. */
const scheduleCause = z.object({
  kind: z.literal("schedule"),
  scheduleId: z.uuid(),
  /** The schedule's name then. */
  name: z.string(),
  /** ISO 8601. */
  dueAt: z.iso.datetime(),
  /** How many dates before this one passed while nobody was there to open a review. */
  missed: z.number().int().min(0),
  startsItself: z.boolean(),
});

/** Why a review opened by itself. Kept with it for good; a review that a person began has none. */
export const campaignCause = scheduleCause;
export type CampaignCause = z.output<typeof campaignCause>;

/** As it is kept on a campaign; null where a person began it. */
export function readCause(kept: unknown): CampaignCause | null {
  return kept === null ? null : campaignCause.parse(kept);
}
