import { actingPerson } from "#lib/kernel/actor.ts";
import { refused } from "#lib/kernel/app-error.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { loadVoices } from "./voice-store.ts";
import { countSecondLooks } from "./waiting-store.ts";

/** How many items of this review whoever asks is to look at a second time, for themselves or for who is away. */
export async function secondLooksOf(
  { tx, actor, now }: Pick<QueryContext, "tx" | "actor" | "now">,
  campaignId: string,
): Promise<number> {
  const person = actingPerson(actor);
  return person === null ? 0 : countSecondLooks(tx, campaignId, await loadVoices(tx, person.userId, now));
}

/**
 * A second look is worth something only where the first answer is not known. Whoever has one open is told nothing that
 * rests on first answers, whatever else they may do: what a close would end, and the evidence.
 *
 * @throws AppError `refused` while a second look of theirs is open
 */
export async function refuseWhileLooking(
  context: Pick<QueryContext, "tx" | "actor" | "now">,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const looks = await secondLooksOf(context, id);
  if (looks > 0) throw refused(lookFirst(looks), { kind: "campaign", id, name });
}

/** Why something is not shown while second looks are open. */
export function lookFirst(looks: number): string {
  const things = looks === 1 ? "one thing" : `${looks.toLocaleString("en")} things`;
  return `You are to look at ${things} of this review a second time, without knowing what was answered first, and this would tell you. Answer first, or pass on what is not yours to judge.`;
}
