import { z } from "zod";
import { TRIGGER_KINDS, triggerTerms } from "./trigger.ts";

const kind = z.enum(TRIGGER_KINDS);

export const changeTriggerInput = z.object({
  kind,
  isOn: z.boolean(),
  terms: triggerTerms,
  /** The version that was on the screen; 0 for one that nobody turned on yet. */
  version: z.coerce.number().int().min(0),
});

export const triggerInput = z.object({ kind });
