import { type Actor, actingPerson, hasRole } from "../kernel/actor.ts";

export type ConsumerVerdict = { ok: true } | { ok: false; reason: string };

/** A consumer's record is changed by an administrator or by its owner. */
export function decideConsumerEdit(consumer: { ownerId: string | null }, actor: Actor): ConsumerVerdict {
  const person = actingPerson(actor);
  const isOwner = person !== null && person.userId === consumer.ownerId;
  if (person !== null && (isOwner || hasRole(actor, "admin"))) return { ok: true };
  return { ok: false, reason: "Only an administrator or the owner of this consumer may change it." };
}
