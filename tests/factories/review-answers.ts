import type { PersonActor } from "#lib/kernel/actor.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { asOwner } from "./owner-connection.ts";

/** Opens an item and answers it at once: by chance, one in ten of such answers is drawn for a second look. */
export async function answerAtOnce(actor: PersonActor, input: Parameters<typeof decideItem>[1]) {
  await openItem(actor, { itemId: input.itemId });
  return decideItem(actor, input);
}

/** Answers an item that was opened an hour before, so that nobody is asked to look again. */
export async function answerItem(actor: PersonActor, input: Parameters<typeof decideItem>[1]) {
  await openItem(actor, { itemId: input.itemId });
  await asOwner(
    "update campaign_opening set opened_at = opened_at - interval '1 hour' where item_id = $1 and user_id = $2",
    [input.itemId, actor.userId],
  );
  return decideItem(actor, input);
}

/** What a server's reviewer is asked, answered so that the server may go on. */
export const GOES_ON = {
  neededFor: "Answers customers' tickets.",
  roleIsRight: "yes",
  credentialHolder: "The platform team.",
  pathIsCurrent: "yes",
} as const;
