/**
 * What a review asks somebody to change since Steward cannot: in words, or a scope to a narrower one. It waits with whoever
 * answers for the server until it is done, or declined for a reason.
 */
import { type Actor, actingPerson, hasRole } from "#lib/kernel/actor.ts";
import type { CampaignChangeState } from "#lib/kernel/generated/enums.ts";
import type { Change } from "./change.ts";

/** What is asked: a narrower scope, which ends by itself where nobody asks for it; or words. */
export type ChangeAsked = Exclude<Change, { days: number }>;

interface Asked {
  state: CampaignChangeState;
  server: { ownerId: string | null; backupOwnerId: string | null };
}

/** Why this person cannot say what became of it, in words; null when they can. */
export function changeAnswerProblem({ state, server }: Asked, actor: Actor): string | null {
  const person = actingPerson(actor);
  if (person === null) return "Only a person answers this.";
  const isTheirs = [server.ownerId, server.backupOwnerId].includes(person.userId);
  if (!isTheirs && !hasRole(actor, "admin")) {
    return "Only whoever answers for the server, or an administrator, says what became of it.";
  }
  return state === "open" ? null : "Somebody has answered this already.";
}

/** Where the narrower scope is asked for, with what is known of it filled in: its name is another than that of the broad one. */
export function narrowerHref(
  slug: string,
  scope: { name: string; system: string | null },
  breadth: string,
): string {
  const search = new URLSearchParams({ instead: scope.name, breadth });
  if (scope.system !== null) search.set("system", scope.system);
  return `/servers/${slug}/request/scopes?${search}`;
}
