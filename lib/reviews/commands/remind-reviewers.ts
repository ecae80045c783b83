import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { loadCampaignsOf, loadReviewersToRemind, noteNotices } from "../notice-store.ts";
import { remindReviewersInput } from "../stage-input.ts";
import { loadPeople } from "../store.ts";

/** People who are reminded in one transaction. */
const PEOPLE_AT_ONCE = 200;

interface Digest {
  items: number;
  reviews: Map<string, { name: string; stageEndsAt: Date }>;
}

/**
 * Reminds those with work left, each once a day in one notice that covers all their reviews; whoever is away leaves it to
 * their delegate. Gives the reviewer that the next page begins behind; null when this was the last.
 */
export const remindReviewers = command({
  name: "remind-reviewers",
  permission: "campaign:follow-up",
  input: remindReviewersInput,
  run: async ({ tx, now }, { marks, day, after }) => {
    const since = marks.map((mark) => ({ ...mark, since: new Date(mark.since) }));
    const reviewers = await loadReviewersToRemind(tx, since, { after, limit: PEOPLE_AT_ONCE });
    const last = reviewers.length === PEOPLE_AT_ONCE ? (reviewers.at(-1) ?? null) : null;
    const digests = new Map<string, Digest>();
    for (const { id, name, stageEndsAt } of await loadCampaignsOf(tx, reviewers)) {
      for (const { toldId, waiting } of await noteNotices(tx, id, "reminder", reviewers, { day, at: now })) {
        const digest = digests.get(toldId) ?? { items: 0, reviews: new Map() };
        digest.items += waiting;
        digest.reviews.set(id, { name, stageEndsAt });
        digests.set(toldId, digest);
      }
    }
    const people = await loadPeople(tx, digests.keys());
    const events = someEvents(
      [...digests].map(([personId, { items, reviews }]) => {
        const [first] = [...reviews];
        return {
          type: "campaign.reminded" as const,
          subject: { kind: "user", id: personId, name: people.get(personId)?.name ?? personId },
          detail: {
            items,
            reviews: [...reviews].slice(0, 20).map(([id, review]) => ({ id, name: review.name })),
            reviewCount: reviews.size,
            soonestAt: first?.[1].stageEndsAt.toISOString() ?? null,
            notify: [personId],
            href: reviews.size === 1 && first !== undefined ? `/reviews/${first[0]}` : "/reviews/mine",
          },
        };
      }),
    );
    return events === null ? unchanged({ last }) : { result: { last }, events };
  },
});
