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
 * May this person give the consumer to that one? An owner may not: nobody is made answerable by somebody beside them.
 * Whoever owns it gains by what it may use, and does not decide on that: so no administrator takes it from another,
 * decides, and gives it back.
 */
export function decideConsumerHandOver(
  consumer: { owner: { id: string; name: string; isActive: boolean } | null },
  receiverId: string,
  actor: Actor,
): { ok: true } | { ok: false; code: "forbidden" | "refused"; reason: string } {
  const { owner } = consumer;
  if (!hasRole(actor, "admin")) {
    return {
      ok: false,
      code: "forbidden",
      reason: "Only an administrator gives a consumer to somebody else.",
    };
  }
  const takes = actingPerson(actor)?.userId === receiverId;
  if (!takes || owner?.isActive !== true || owner.id === receiverId) return { ok: true };
  return {
    ok: false,
    code: "refused",
    reason: `${owner.name} owns it. Another administrator gives it to you.`,
  };
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
