import type { Tx } from "#lib/kernel/db.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import type { CampaignReassignmentKind } from "#lib/kernel/generated/enums.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { loadAnswering } from "./notice-store.ts";
import { loadPeople } from "./store.ts";

interface Passed {
  fromId: string | null;
  toId: string;
  items: number;
}

/** Items of a review have other reviewers now: who is told of it. None when nothing was passed on. */
export async function passedOn(
  tx: Tx,
  review: { id: string; name: string; stage: number },
  kind: CampaignReassignmentKind,
  passed: readonly Passed[],
  now: Date,
  reason: string | null = null,
): Promise<AuditableEvent[]> {
  if (passed.length === 0) return [];
  const people = await loadPeople(
    tx,
    firstTold(passed).flatMap(({ fromId, toId }) => [fromId, toId]),
  );
  const nameOf = (id: string | null) => (id === null ? "nobody" : (people.get(id)?.name ?? id));
  const answering = await loadAnswering(tx, review.id, [...new Set(passed.map(({ toId }) => toId))], now);
  return [
    {
      type: "campaign.items_reassigned",
      subject: { kind: "campaign", id: review.id, name: review.name },
      detail: {
        campaignId: review.id,
        stage: review.stage,
        kind,
        items: passed.reduce((sum, { items }) => sum + items, 0),
        passed: firstTold(passed).map(({ fromId, toId, items }) => ({
          from: nameOf(fromId),
          to: nameOf(toId),
          items,
        })),
        ...(reason === null ? {} : { reason }),
        notify: firstTold(answering),
        href: `/reviews/${review.id}`,
      },
    },
  ];
}
