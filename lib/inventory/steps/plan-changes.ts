import type { Actor } from "../../kernel/actor.ts";
import type { Tx } from "../../kernel/db.ts";
import type { JsonObject } from "../../kernel/events.ts";
import { planChange } from "../planned-change.ts";
import { listGrantedForLess } from "../production-store.ts";
import { loadEnabledImpacts, loadReviewClock } from "../review-clock-store.ts";
import { findPeople, listServerFacts, listServerRoleIds } from "../store.ts";
import type { PlannedChange, SetFields, WantedChange } from "../wanted-change.ts";

export interface ChangeOfServer {
  serverId: string;
  wanted: WantedChange;
  /** Refused where something else stands there by now. */
  expected?: SetFields;
}

export interface PlanContext {
  tx: Tx;
  /** Who asks; their rights decide. */
  actor: Actor;
  now: Date;
  /** Added to every event. */
  detail?: JsonObject;
}

export type Plan = PlannedChange & { serverId: string; version: number };

/**
 * What would become of up to some hundreds of servers, in a fixed number of statements. Servers that are not there are
 * left out.
 */
export async function planChanges(
  { tx, actor, now, detail = {} }: PlanContext,
  asked: readonly ChangeOfServer[],
): Promise<Plan[]> {
  const askedOf = new Map(asked.map((one) => [one.serverId, one]));
  const servers = await listServerFacts(tx, [...askedOf.keys()]);
  const wanted = asked.map((one) => one.wanted);
  const people = await findPeople(
    tx,
    idsOf([...servers, ...wanted].flatMap(({ ownerId, backupOwnerId }) => [ownerId, backupOwnerId])),
  );
  const serverRoleIds = await listServerRoleIds(tx, idsOf(wanted.map(({ serverRoleId }) => serverRoleId)));
  const toProduction = asked.flatMap(({ serverId, wanted: { environment } }) =>
    environment === "production" ? [serverId] : [],
  );
  const grantedForLess = await listGrantedForLess(tx, toProduction, now);
  const facts = {
    actor,
    now,
    people: new Map(people.map((person) => [person.id, person])),
    serverRoleIds,
    grantedForLess,
    clock: await loadReviewClock(tx),
    impacts: await loadEnabledImpacts(tx, actor.organizationId, [...askedOf.keys()]),
    detail,
  };
  return servers.map((server) => {
    const one = askedOf.get(server.id);
    const planned = planChange(server, one?.wanted ?? {}, facts, one?.expected);
    return { serverId: server.id, version: server.version, ...planned };
  });
}

function idsOf(ids: readonly (string | null | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}
