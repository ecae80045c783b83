import { loadRevokedByPeople } from "#lib/grants/steps/load-held.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { glassAllowed } from "../broken-glass.ts";
import { findGlass, type GlassRow } from "../glass-store.ts";
import { type GlassView, toGlassView } from "../glass-view.ts";
import type { RequestRow } from "../store.ts";
import { findReviewers } from "./find-reviewers.ts";
import { gatherGlass } from "./gather-glass.ts";

/** How a request broke glass, as its page shows it; null for one that did not. */
export async function viewGlass(context: QueryContext, request: RequestRow): Promise<GlassView | null> {
  const { tx, actor } = context;
  const glass = await findGlass(tx, actor.organizationId, request.id);
  if (glass === null) return null;
  const gathered = await gatherGlass(tx, glass);
  const person = actingPerson(actor);
  const isOffered = person !== null && glassAllowed(gathered.facts, actor).repair === true;
  const nobodyNew = isOffered
    ? (await findReviewers(context, request, glass, gathered, person.userId)).nobody
    : null;
  const revoked = await revokedBefore(tx, request, glass);
  return toGlassView(glass, gathered, revoked, actor, nobodyNew);
}

/** What a person had ended of what this use of break glass put in force. */
function revokedBefore(tx: Tx, { serverId, items }: RequestRow, { requestId, usedAt }: GlassRow) {
  const things = {
    toolIds: items.flatMap(({ toolId }) => toolId ?? []),
    consumerIds: items.flatMap(({ consumerId }) => consumerId ?? []),
  };
  return loadRevokedByPeople(tx, serverId, things, { requestId, at: usedAt });
}
