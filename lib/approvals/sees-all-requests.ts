import { type Actor, hasRole } from "#lib/kernel/actor.ts";

/** Whether this one may look at what everybody asked for. A token was given its scope for that. */
export function seesAllRequests(actor: Actor): boolean {
  return actor.kind !== "person" || hasRole(actor, "admin") || hasRole(actor, "auditor");
}
