import { z } from "zod";
import { serverWithReasonInput } from "./input.ts";
import { SEATS } from "./ownership-offer.ts";
import { withoutSecret } from "./plain-secret.ts";

const { serverId, reason } = serverWithReasonInput.shape;
const offerId = z.uuid("There is no such offer.");

export const offerOwnershipInput = z.object({
  serverId,
  seat: z.enum(SEATS, "Choose a seat."),
  receiverId: z.uuid("Choose somebody from the list."),
  /** What the receiver should know; may be empty. */
  message: withoutSecret(z.string().trim().max(1_000, "At most 1000 characters.")).default(""),
});

export const claimServerInput = z.object({ serverId, reason });
export const offerInput = z.object({ offerId });
export const offerWithReasonInput = z.object({ offerId, reason });
export const serverOffersInput = z.object({ serverId });
export const noteOrphansInput = z.object({
  userId: z.uuid(),
  /** False for the batches that follow the first: people are told once. */
  isFirst: z.boolean(),
});
export const personInput = z.object({ userId: z.uuid() });
