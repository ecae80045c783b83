import { actingPerson } from "#lib/kernel/actor.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { isExpired } from "../model.ts";
import { decideRepair, isStuck } from "../repair.ts";
import type { RequestRow } from "../store.ts";
import { findFitting } from "./find-fitting.ts";
import type { Gathered } from "./gather-facts.ts";

/**
 * Null while those who were asked can answer a request; else whether whoever looks may find others, or why not: also
 * where nobody would fit, as the command would say.
 */
export async function offerRepair(
  context: QueryContext,
  request: RequestRow,
  gathered: Gathered,
): Promise<null | true | string> {
  const { actor, now } = context;
  const { facts } = gathered;
  if (facts.state !== "pending" || isExpired(facts, now) || !isStuck(facts)) return null;
  const verdict = decideRepair(facts, actor, now);
  if (!verdict.ok) return verdict.reason;
  const denied = permitted(actor, "request:repair");
  const person = actingPerson(actor);
  if (denied !== null || person === null) return denied ?? "Only people repair a request.";
  return (await findFitting(context, request, gathered, person.userId)).nobody ?? true;
}
