import { type SystemActor, systemActor } from "../kernel/actor.ts";
import type { Announcement, Reactions, Sweep } from "../kernel/reaction.ts";
import { expireOwnershipOffers } from "./commands/expire-ownership-offers.ts";
import { noteOrphans } from "./commands/note-orphans.ts";
import { noteReturnedOwner } from "./commands/note-returned-owner.ts";
import { listLeftOwners } from "./queries/list-left-owners.ts";

/** An owner who leaves makes orphans of their servers; one who comes back does not. */
export const ownershipReactions: Reactions = {
  "user.deactivated": async ({ organizationId, event }: Announcement) => {
    if (event.subject.id === null) return;
    await noteOrphansOf(systemActor(organizationId, "ownership"), event.subject.id);
  },
  "user.reactivated": async ({ organizationId, event }: Announcement) => {
    if (event.subject.id === null) return;
    const actor = systemActor(organizationId, "ownership");
    while ((await noteReturnedOwner(actor, { userId: event.subject.id })).isMore);
  },
};

export const ownershipSweeps: readonly Sweep[] = [
  {
    name: "expire-ownership-offers",
    everyMinutes: 5,
    run: async (organizationId) => {
      const actor = systemActor(organizationId, "ownership sweep");
      while ((await expireOwnershipOffers(actor, {})).isMore);
    },
  },
  {
    name: "note-orphans",
    everyMinutes: 60,
    run: async (organizationId) => {
      const actor = systemActor(organizationId, "ownership sweep");
      for (const userId of await listLeftOwners(actor, {})) await noteOrphansOf(actor, userId);
    },
  },
];

async function noteOrphansOf(actor: SystemActor, userId: string): Promise<void> {
  let { isMore } = await noteOrphans(actor, { userId, isFirst: true });
  while (isMore) ({ isMore } = await noteOrphans(actor, { userId, isFirst: false }));
}
