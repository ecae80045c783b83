import type { Actor } from "#lib/kernel/actor.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";

/** Why this person cannot begin a change of the policy now; undefined when they can. */
export function noChangeBecause(
  actor: Actor,
  open: { number: number; by: { name: string } } | null,
): string | undefined {
  if (!isPermitted(actor, "approval-policy:edit")) {
    return `Only ${whoMay("approval-policy:edit")} may change the policy.`;
  }
  return open === null
    ? undefined
    : `${open.by.name} has begun version ${open.number}; one change at a time.`;
}
