import { batchReactions as approvals } from "../approvals/jobs.ts";
import { reactions as discovery } from "../discovery/jobs.ts";
import { reactions as grants } from "../grants/jobs.ts";
import { reactions as inventory } from "../inventory/jobs.ts";
import { BATCH_MAX, type BatchReactions, type IdentifiedEvent, type Reactions } from "../kernel/reaction.ts";
import { batchReactions as notifications } from "../notifications/jobs.ts";
import { webhookReactions as webhooks } from "../notifications/webhook-jobs.ts";
import { reactions as policy, batchReactions as policyTogether } from "../policy/jobs.ts";
import { reactions as reviews } from "../reviews/jobs.ts";

interface Room {
  /** Told of one server after the other. */
  each?: Reactions;
  /** Told of everything at once. */
  together?: BatchReactions;
}

/** Every room that reacts, from the ground up; policy after those whose traces findings are about, people last. */
const ROOMS: readonly Room[] = [
  { each: inventory },
  { each: grants },
  { each: discovery },
  { together: approvals },
  { each: reviews },
  { each: policy, together: policyTogether },
  { together: notifications },
  { together: webhooks },
];

/** Hands the events of one transaction to every room that reacts. Fails as a whole, so that the job is tried again. */
export async function react(organizationId: string, events: readonly IdentifiedEvent[]): Promise<void> {
  for (const { each = {}, together = {} } of ROOMS) {
    await tellOneByOne(each, organizationId, events);
    await tellTogether(together, organizationId, events);
  }
}

/** A reaction looks at what is there now, so one that is told of several events of the same server is told once. */
async function tellOneByOne(room: Reactions, organizationId: string, events: readonly IdentifiedEvent[]) {
  const told = new Map<unknown, Set<unknown>>();
  for (const event of events) {
    const reaction = room[event.type];
    if (reaction === undefined) continue;
    const about = event.detail.serverId ?? event.subject.id;
    const done = told.get(reaction) ?? new Set();
    if (done.has(about)) continue;
    told.set(reaction, done.add(about));
    await reaction({ organizationId, event });
  }
}

async function tellTogether(
  room: BatchReactions,
  organizationId: string,
  events: readonly IdentifiedEvent[],
) {
  const byReaction = Map.groupBy(events, (event) => room[event.type]);
  for (const [reaction, batch] of byReaction) {
    if (reaction === undefined) continue;
    for (let from = 0; from < batch.length; from += BATCH_MAX) {
      await reaction({ organizationId, events: batch.slice(from, from + BATCH_MAX) });
    }
  }
}
