import { MAX_CONSUMERS, MAX_SCOPES, MAX_TOOLS } from "#lib/approvals/input.ts";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { scopeFields } from "#lib/inventory/input.ts";
import { SCOPE_BREADTHS } from "#lib/inventory/model.ts";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { idsIn, readDays } from "../../../servers/[slug]/request/read-ask.ts";
import { newScopeFields } from "../../../servers/[slug]/request/scopes/new-scope-fields.ts";

/** A request as it would be sent again: what the address says, and what was asked before where it says nothing. */
export function readChange(search: URLSearchParams, request: RequestView, server: ServerPage) {
  const { scopes } = server;
  const chosen = (name: string, before: readonly string[]) =>
    search.has(name) ? idsIn(search, name) : [...before];
  const isKnown = (things: readonly { id: string }[]) => (id: string) => things.some((one) => one.id === id);
  const wanted = request.scopes
    .filter((scope) => !scopes.some(({ name }) => name === scope.name))
    .map((scope, index) => readScope(search, index, scope))
    .slice(0, MAX_SCOPES);
  const named = wanted.filter(({ name }) => name.trim() !== "");
  const parsed = named.map((scope) => scopeFields.safeParse(scope));
  const problem = parsed.flatMap(({ error }) => error?.issues[0]?.message ?? [])[0];
  const asksForScopes = request.kind === "grant_scopes";
  const beforeIds = scopes
    .filter(({ name }) => request.scopes.some((scope) => scope.name === name))
    .map(({ id }) => id);
  return {
    toolIds: chosen(
      "tools",
      request.tools.map(({ id }) => id),
    )
      .filter(isKnown(server.tools))
      .slice(0, MAX_TOOLS),
    consumerIds: chosen(
      "consumers",
      request.consumers.map(({ id }) => id),
    ).slice(0, MAX_CONSUMERS),
    scopeIds: asksForScopes ? chosen("scopes", beforeIds).filter(isKnown(scopes)).slice(0, MAX_SCOPES) : [],
    /** Those that the server does not hold yet, as they are typed. */
    wanted: asksForScopes ? wanted : [],
    newScopes: asksForScopes ? parsed.flatMap(({ data }) => data ?? []) : [],
    /** Why what is typed cannot be a scope. */
    scopeProblem: asksForScopes ? problem : undefined,
    /** A part of the names of the consumers to choose from. */
    who: (search.get("who") ?? "").trim().slice(0, 200),
    ...readDays(search, request.durationDays),
  };
}

function readScope(
  search: URLSearchParams,
  index: number,
  before: { name: string; system: string | null; breadth: (typeof SCOPE_BREADTHS)[number] },
) {
  const fields = newScopeFields(index);
  const breadth = search.get(fields.breadth);
  return {
    name: (search.get(fields.name) ?? before.name).slice(0, 300),
    system: (search.get(fields.system) ?? before.system ?? "").slice(0, 300),
    breadth: SCOPE_BREADTHS.find((one) => one === breadth) ?? before.breadth,
  };
}
