import { actingPerson } from "#lib/kernel/actor.ts";
import { refused } from "#lib/kernel/app-error.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { loadVoices } from "./voice-store.ts";
import { countBlindLooks } from "./waiting-store.ts";

/** How many items of this review whoever asks is to answer without knowing earlier answers, for themselves or for who is away. */
export async function blindLooksOf(
  { tx, actor, now }: Pick<QueryContext, "tx" | "actor" | "now">,
  campaignId: string,
): Promise<number> {
  const person = actingPerson(actor);
  return person === null ? 0 : countBlindLooks(tx, campaignId, await loadVoices(tx, person.userId, now));
}

/**
 * A second look, or a stage that is shown nothing, is worth something only where earlier answers are not known. Whoever has
 * such items open is told nothing that rests on those, whatever else they may do: what a close would end, and the evidence.
 *
 * @throws AppError `refused` while such an item of theirs is open
 */
export async function refuseWhileLooking(
  context: Pick<QueryContext, "tx" | "actor" | "now">,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const looks = await blindLooksOf(context, id);
  if (looks > 0) throw refused(lookFirst(looks), { kind: "campaign", id, name });
}

/** Why something is not shown meanwhile. */
export function lookFirst(looks: number): string {
  const things = looks === 1 ? "one thing" : `${looks.toLocaleString("en")} things`;
  return `You are to answer for ${things} of this review without knowing what was answered before, and this would tell you. Answer first, or pass on what is not yours to judge.`;
}
