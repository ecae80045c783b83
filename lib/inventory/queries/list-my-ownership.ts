import { actingPerson, hasRole } from "../../kernel/actor.ts";
import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { toOfferView } from "../offer-view.ts";
import { listBackedUpOrphans } from "../orphan-store.ts";
import { voidReason } from "../ownership-offer.ts";
import { listOffersToAnswer } from "../ownership-store.ts";

const LIMIT = 50;

/**
 * What waits for this person about who answers for servers: offers to them, for administrators claims to confirm
 * (`toAnswer`), and servers they back up whose owner has left (`orphans`). At most 50 of each, oldest first.
 */
export const listMyOwnership = query({
  name: "list-my-ownership",
  permission: "server:read",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const person = actingPerson(actor);
    if (person === null) return { toAnswer: [], orphans: [] };
    const { userId } = person;
    const withClaims = hasRole(actor, "admin");
    const rows = await listOffersToAnswer(tx, { userId, withClaims, now, limit: LIMIT });
    return {
      toAnswer: rows
        .filter((row) => voidReason(row, row.server) === null)
        .map(({ server, ...offer }) => ({
          ...toOfferView(offer, server, actor, now),
          server: { id: server.id, slug: server.slug, name: server.name },
        })),
      orphans: await listBackedUpOrphans(tx, userId, LIMIT),
    };
  },
});
