import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import type { Actor } from "#lib/kernel/actor.ts";

type Ask = { slug: string } & ({ moveTo: "production" } | { extendGrantIds: string[] });

/** The path of a request to carry on, for so many days; without a number, for as long as policy allows. */
export async function previewCarryingOn(actor: Actor, ask: Ask, days: string | undefined) {
  const asked = Number(days);
  if (Number.isInteger(asked) && asked >= 1 && asked <= 365) {
    return { days: asked, preview: await previewRequest(actor, { ...ask, durationDays: asked }) };
  }
  const { maxDurationDays } = await previewRequest(actor, { ...ask, durationDays: 1 });
  return {
    days: maxDurationDays,
    preview: await previewRequest(actor, { ...ask, durationDays: maxDurationDays }),
  };
}
