import type { PersonActor } from "#lib/kernel/actor.ts";
import { now } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { insertOpening } from "#lib/reviews/answer-store.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";

/** Opens an item and answers it at once: by chance, one in ten of such answers is drawn for a second look. */
export async function answerItem(actor: PersonActor, input: Parameters<typeof decideItem>[1]) {
  await openItem(actor, { itemId: input.itemId });
  return decideItem(actor, input);
}

/** Answers an item that was opened an hour before, so that nobody is asked to look again. */
export async function answerWithTime(actor: PersonActor, input: Parameters<typeof decideItem>[1]) {
  const { organizationId, userId } = actor;
  const { itemId } = input;
  await inTenant(organizationId, "write", async (tx) => {
    const { campaignId } = await tx.campaignItem.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: itemId } },
    });
    const openedAt = new Date(now().getTime() - 3_600_000);
    await insertOpening(tx, organizationId, { itemId, userId, campaignId, openedAt });
  });
  return decideItem(actor, input);
}

/** What a server's reviewer is asked, answered so that the server may go on. */
export const GOES_ON = {
  neededFor: "Answers customers' tickets.",
  roleIsRight: "yes",
  credentialHolder: "The platform team.",
  pathIsCurrent: "yes",
} as const;
