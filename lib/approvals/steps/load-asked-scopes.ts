import type { ServerFacts } from "#lib/inventory/facts.ts";
import { assessScopes } from "#lib/inventory/steps/assess-scopes.ts";
import { loadScopes } from "#lib/inventory/steps/load-scopes.ts";
import { notFound } from "#lib/kernel/app-error.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { type AskedScope, identityWith, type NamedScope } from "../asked-scope.ts";
import { findScopeMakers, findWaitingScopes } from "../scope-store.ts";

export interface ScopesToAsk {
  /** On the server's record. */
  scopeIds: readonly string[];
  /** That the server does not hold yet. */
  newScopes: readonly NamedScope[];
}

export interface ScopePlan {
  scopes: AskedScope[];
  /** What the server's identity is with all of them. */
  resultingDigest: string;
  /** Whoever put them on record. */
  makerIds: string[];
  /** Why they cannot be asked for, in words. */
  problems: string[];
}

const NO_SCOPES: ScopesToAsk = { scopeIds: [], newScopes: [] };

/** The scopes of a request: what each lets the server do, and what stands in the way. @throws AppError `not_found` */
export async function loadAskedScopes(
  { tx, actor }: Pick<QueryContext, "tx" | "actor">,
  server: ServerFacts,
  { scopeIds, newScopes }: ScopesToAsk = NO_SCOPES,
  replaces?: string,
): Promise<ScopePlan> {
  const { organizationId } = actor;
  if (scopeIds.length + newScopes.length === 0) {
    return { scopes: [], resultingDigest: server.identityDigest, makerIds: [], problems: [] };
  }
  const onRecord = await loadScopes(tx, server.id);
  const held = onRecord.filter(({ id }) => scopeIds.includes(id));
  if (held.length !== scopeIds.length) throw notFound("scope");
  const wanted = [
    ...held.map(({ name, system, breadth }) => ({ name, system, breadth, isHeld: true })),
    ...newScopes.map(({ name, system, breadth }) => ({ name, system, breadth, isHeld: false })),
  ];
  const assessed = await assessScopes(tx, server, wanted);
  const waiting = await findWaitingScopes(tx, organizationId, server.id);
  const problems = wanted.flatMap((scope) => {
    const isKnown = onRecord.some(({ name }) => name === scope.name);
    const requestId = waiting.find(({ name }) => name === scope.name)?.requestId;
    return [
      ...(isKnown && !scope.isHeld
        ? [`${server.name} has the scope ${scope.name} on record already. Choose it from there.`]
        : []),
      ...(requestId === undefined || requestId === replaces
        ? []
        : [`${scope.name} already waits for a decision: see /approvals/${requestId}.`]),
    ];
  });
  return {
    scopes: wanted.flatMap((scope, index) => {
      const assessment = assessed[index];
      return assessment === undefined ? [] : [{ ...scope, ...assessment }];
    }),
    resultingDigest: identityWith(server, onRecord, wanted),
    makerIds: await findScopeMakers(tx, organizationId, scopeIds),
    problems,
  };
}
