import { type Actor, actingPerson } from "#lib/kernel/actor.ts";

/** Who wrote what a review asks, with whoever changes it now: none of them confirms alone what it asks by itself. */
export function withAuthor(changedByIds: readonly string[], actor: Actor): string[] {
  const person = actingPerson(actor);
  return person === null ? [...changedByIds] : [...new Set([...changedByIds, person.userId])];
}
