import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";

/** Of this person's newest requests that wait, those that wait for themselves: somebody asked for changes. */
export async function gatherChangesAsked(actor: PersonActor) {
  const { items } = await listRequests(actor, { view: "asked-by-me", state: ["pending"], limit: 100 });
  return items.filter(({ changesAskedBy }) => changesAskedBy !== null);
}
