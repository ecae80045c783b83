import { systemActor } from "#lib/kernel/actor.ts";
import { failuresOf, throwFirst } from "#lib/kernel/failures.ts";
import type { Sweep } from "#lib/kernel/reaction.ts";
import { openEventReview } from "./commands/open-event-review.ts";
import { TRIGGER_KINDS, type TriggerKind } from "./trigger.ts";

const SUDDEN = TRIGGER_KINDS.filter((kind) => kind !== "idle");

/** What happened is found where it is on record, so that nothing is missed by who was not told of it. */
export const eventSweeps: readonly Sweep[] = [
  { name: "event-reviews", everyMinutes: 5, run: (organizationId) => openFor(organizationId, SUDDEN) },
  // Looks at every active server, for what takes weeks to happen.
  { name: "idle-servers", everyMinutes: 12 * 60, run: (organizationId) => openFor(organizationId, ["idle"]) },
];

async function openFor(organizationId: string, kinds: readonly TriggerKind[]): Promise<void> {
  const actor = systemActor(organizationId, "event reviews");
  const open = (kind: string) => openEventReview(actor, { kind: kind as TriggerKind }); // one of `kinds`
  throwFirst(await failuresOf(kinds, open));
}
