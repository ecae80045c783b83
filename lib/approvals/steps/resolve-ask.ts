import {
  CARRIED_ON_MAX,
  loadGrantsToMove,
  loadStandingGrants,
  type StandingGrant,
} from "#lib/grants/steps/load-standing-grants.ts";
import type { ServerFacts } from "#lib/inventory/facts.ts";
import { loadScopes } from "#lib/inventory/steps/load-scopes.ts";
import { notFound } from "#lib/kernel/app-error.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import type { NamedScope } from "../asked-scope.ts";
import { tooFewDays, whyNotCarriedOn } from "../carrying-on.ts";
import type { ScopesToAsk } from "./load-asked-scopes.ts";
import type { CarryingOn } from "./plan-request.ts";

interface Asked {
  toolIds: readonly string[];
  consumerIds: readonly string[];
  moveTo?: "production" | undefined;
  extendGrantIds: readonly string[];
  scopeIds: readonly string[];
  newScopes: readonly NamedScope[];
  durationDays: number;
}

interface Resolved {
  toolIds: readonly string[];
  consumerIds: readonly string[];
  scopes?: ScopesToAsk;
  carryingOn?: CarryingOn;
}

/** What an input asks for, thing by thing: a move names none, it carries on whatever is in force. @throws AppError `not_found` */
export async function resolveAsk(
  context: QueryContext,
  server: ServerFacts,
  asked: Asked,
): Promise<Resolved> {
  const { tx, now } = context;
  if (asked.moveTo !== undefined) {
    const grants = await loadGrantsToMove(tx, server.id, now);
    const problems =
      grants.length > CARRIED_ON_MAX
        ? [`More than ${CARRIED_ON_MAX} grants are in force on ${server.name}. End what is not needed first.`]
        : [];
    const carriedOn = grants.slice(0, CARRIED_ON_MAX);
    return thingsOf(context, server, { kind: "move_to_production", grants: carriedOn, problems });
  }
  if (asked.extendGrantIds.length === 0) {
    const { toolIds, consumerIds, scopeIds, newScopes } = asked;
    return { toolIds, consumerIds, scopes: { scopeIds, newScopes } };
  }
  const grants = await loadStandingGrants(tx, server.id, asked.extendGrantIds);
  if (grants.length < asked.extendGrantIds.length) throw notFound("grant");
  const problems = grants.flatMap((grant) => whyNotCarriedOn(grant, now) ?? []);
  const [daysProblem = null] = grants.flatMap((grant) =>
    whyNotCarriedOn(grant, now) === null ? (tooFewDays(grant, asked.durationDays, now) ?? []) : [],
  );
  return thingsOf(context, server, { kind: "extend_grants", grants, problems, daysProblem });
}

async function thingsOf(
  { tx }: QueryContext,
  server: ServerFacts,
  carryingOn: CarryingOn,
): Promise<Resolved> {
  const ids = (pick: (grant: StandingGrant) => string | null) => [
    ...new Set(carryingOn.grants.flatMap((grant) => pick(grant) ?? [])),
  ];
  const names = new Set(ids((grant) => grant.scopeName));
  // What the record says of a scope that is carried on is what was granted: else it counts as changed.
  const onRecord = names.size === 0 ? [] : await loadScopes(tx, server.id);
  const scopeIds = onRecord.filter(({ name }) => names.has(name)).map(({ id }) => id);
  return {
    carryingOn,
    scopes: { scopeIds, newScopes: [] },
    toolIds: ids((grant) => grant.toolId),
    consumerIds: ids((grant) => grant.consumerId),
  };
}
