import type { PersonActor } from "#lib/kernel/actor.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";

/** Opens an item and answers it, as its reviewer does. */
export async function answerItem(actor: PersonActor, input: Parameters<typeof decideItem>[1]) {
  await openItem(actor, { itemId: input.itemId });
  return decideItem(actor, input);
}

/** What a server's reviewer is asked, answered so that the server may go on. */
export const GOES_ON = {
  neededFor: "Answers customers' tickets.",
  roleIsRight: "yes",
  credentialHolder: "The platform team.",
  pathIsCurrent: "yes",
} as const;
