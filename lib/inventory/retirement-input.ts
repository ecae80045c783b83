import { z } from "zod";
import { serverWithReasonInput } from "./input.ts";

const { serverId, reason } = serverWithReasonInput.shape;

export const requestRetirementInput = z.object({
  serverId,
  reason,
  /** The day it is to be retired, as YYYY-MM-DD. */
  plannedOn: z.iso.date("Write the day as YYYY-MM-DD.").transform((text) => new Date(`${text}T00:00:00Z`)),
});

/** `confirmName` is the server's name, typed by the person: what follows cannot be undone. */
export const endServerInput = z.object({ serverId, reason, confirmName: z.string().max(200) });
