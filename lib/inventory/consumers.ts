import { type Actor, actingPerson, hasRole } from "../kernel/actor.ts";

/** One that is out of use may use nothing, and nothing is asked for it. */
export const CONSUMER_STATES = ["active", "inactive"] as const;
export type ConsumerState = (typeof CONSUMER_STATES)[number];

export function consumerState({ deactivatedAt }: { deactivatedAt: Date | null }): ConsumerState {
  return deactivatedAt === null ? "active" : "inactive";
}

export type ConsumerVerdict = { ok: true } | { ok: false; reason: string };

/** A consumer's record is changed by an administrator or by its owner. */
export function decideConsumerEdit(consumer: { ownerId: string | null }, actor: Actor): ConsumerVerdict {
  const person = actingPerson(actor);
  const isOwner = person !== null && person.userId === consumer.ownerId;
  if (person !== null && (isOwner || hasRole(actor, "admin"))) return { ok: true };
  return { ok: false, reason: "Only an administrator or the owner of this consumer may change it." };
}

/**
 * May this person give the consumer to that one? Whoever owns it gains by what it may use, and does not decide on that:
 * so nobody gives it away, decides, and takes it back.
 */
export function decideConsumerHandOver(
  consumer: { owner: { id: string; name: string; isActive: boolean } | null },
  receiverId: string,
  actor: Actor,
): ConsumerVerdict {
  const { owner } = consumer;
  const takes = actingPerson(actor)?.userId === receiverId;
  if (!takes || owner?.isActive !== true || owner.id === receiverId) return { ok: true };
  return { ok: false, reason: `${owner.name} owns it. Only they, or another administrator, give it to you.` };
}

/** Put out of use, or back into it: by whom its record is changed, and each once. */
export function decideConsumerState(
  consumer: { name: string; ownerId: string | null; deactivatedAt: Date | null },
  action: "deactivate" | "reactivate",
  actor: Actor,
): { ok: true } | { ok: false; code: "forbidden" | "refused"; reason: string } {
  const edit = decideConsumerEdit(consumer, actor);
  if (!edit.ok) return { ...edit, code: "forbidden" };
  const wanted = action === "deactivate" ? "active" : "inactive";
  if (consumerState(consumer) === wanted) return { ok: true };
  const is = action === "deactivate" ? "inactive already" : "active already";
  return { ok: false, code: "refused", reason: `${consumer.name} is ${is}.` };
}
