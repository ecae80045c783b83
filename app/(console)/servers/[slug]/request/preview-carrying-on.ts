import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import type { Actor } from "#lib/kernel/actor.ts";
import { readDays } from "./read-ask.ts";

type Ask = { slug: string } & ({ moveTo: "production" } | { extendGrantIds: string[] });

/**
 * The path of a request to carry on, for the days that the address says; without them, to extend for as long as was
 * approved last, and to move for as long as policy allows. Of days that cannot be, no path is shown.
 */
export async function previewCarryingOn(actor: Actor, ask: Ask, search: URLSearchParams) {
  const shortest = await previewRequest(actor, { ...ask, durationDays: 1 });
  const { maxDurationDays, daysApprovedLast } = shortest;
  const atFirst =
    "moveTo" in ask ? maxDurationDays : Math.min(daysApprovedLast ?? maxDurationDays, maxDurationDays);
  const { typedDays, days, daysProblem } = readDays(search, atFirst);
  if (daysProblem !== undefined) return { typedDays, daysProblem, what: shortest, preview: null };
  const preview = await previewRequest(actor, { ...ask, durationDays: days });
  return { typedDays, daysProblem: preview.daysProblem ?? undefined, what: preview, preview };
}
