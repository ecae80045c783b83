import { batchReactions as approvals } from "../approvals/jobs.ts";
import { reactions as discovery } from "../discovery/jobs.ts";
import { reactions as grants, batchReactions as grantsTogether } from "../grants/jobs.ts";
import { reactions as inventory, batchReactions as inventoryTogether } from "../inventory/jobs.ts";
import { BATCH_MAX, type BatchReactions, type IdentifiedEvent, type Reactions } from "../kernel/reaction.ts";
import { batchReactions as notifications } from "../notifications/jobs.ts";
import { webhookReactions as webhooks } from "../notifications/webhook-jobs.ts";
import { reactions as policy, batchReactions as policyTogether } from "../policy/jobs.ts";
import { reactions as reviews } from "../reviews/jobs.ts";

interface Room {
  name: string;
  /** Told of one server after the other. */
  each?: Reactions;
  /** Told of everything at once. */
  together?: BatchReactions;
}

/** Every room that reacts, from the ground up; policy after those whose traces findings are about, people last. */
const ROOMS: readonly Room[] = [
  { name: "inventory", each: inventory, together: inventoryTogether },
  { name: "grants", each: grants, together: grantsTogether },
  { name: "discovery", each: discovery },
  { name: "approvals", together: approvals },
  { name: "reviews", each: reviews },
  { name: "policy", each: policy, together: policyTogether },
  { name: "notifications", together: notifications },
  { name: "webhooks", together: webhooks },
];

/** Some rooms could not take what they were told; all others have. */
export class RoomsFailed extends AggregateError {
  readonly failures: readonly { room: string; error: unknown }[];
  constructor(failures: readonly { room: string; error: unknown }[]) {
    const rooms = [...new Set(failures.map(({ room }) => room))];
    super(
      failures.map(({ error }) => error),
      `could not be told of what happened: ${rooms.join(", ")}`,
    );
    this.failures = failures;
  }
}

/**
 * Hands the events of one transaction to every room that reacts, or to one. A room that fails keeps nothing from any
 * other, nor one of its reactions from the next.
 *
 * @throws RoomsFailed when all were told, and some could not take it
 */
export async function react(
  organizationId: string,
  events: readonly IdentifiedEvent[],
  only?: string,
): Promise<void> {
  const failures: { room: string; error: unknown }[] = [];
  for (const { name: room, each = {}, together = {} } of ROOMS) {
    if (only !== undefined && room !== only) continue;
    const tellings = [
      ...oneByOne(each, organizationId, events),
      ...allTogether(together, organizationId, events),
    ];
    for (const tell of tellings) {
      try {
        await tell();
      } catch (error) {
        failures.push({ room, error });
      }
    }
  }
  if (failures.length > 0) throw new RoomsFailed(failures);
}

type Telling = () => Promise<void>;

/** A reaction looks at what is there now, so one that is told of several events of the same server is told once. */
function* oneByOne(
  room: Reactions,
  organizationId: string,
  events: readonly IdentifiedEvent[],
): Iterable<Telling> {
  const told = new Map<unknown, Set<unknown>>();
  for (const event of events) {
    const reaction = room[event.type];
    if (reaction === undefined) continue;
    const about = event.detail.serverId ?? event.subject.id;
    const done = told.get(reaction) ?? new Set();
    if (done.has(about)) continue;
    told.set(reaction, done.add(about));
    yield () => reaction({ organizationId, event });
  }
}

function* allTogether(
  room: BatchReactions,
  organizationId: string,
  events: readonly IdentifiedEvent[],
): Iterable<Telling> {
  const byReaction = Map.groupBy(events, (event) => room[event.type]);
  for (const [reaction, batch] of byReaction) {
    if (reaction === undefined) continue;
    for (let from = 0; from < batch.length; from += BATCH_MAX) {
      yield () => reaction({ organizationId, events: batch.slice(from, from + BATCH_MAX) });
    }
  }
}
