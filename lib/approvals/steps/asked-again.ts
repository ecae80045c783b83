import type { ServerFacts } from "#lib/inventory/facts.ts";
import { refused } from "#lib/kernel/app-error.ts";
import type { RequestKind } from "#lib/kernel/generated/enums.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { KINDS } from "../kinds.ts";
import { findRepairers } from "../parties-store.ts";
import type { RequestRow } from "../store.ts";
import { loadDriftParties } from "./load-drift-parties.ts";
import type { Ask } from "./plan-request.ts";
import { resolveAsk } from "./resolve-ask.ts";

/**
 * What a request asks for when it is sent again, changed: by whoever asked before, with the same people kept from
 * deciding. Writes nothing.
 *
 * @throws AppError `refused` when it would become another kind of request, `not_found`
 */
export async function askedAgain(
  context: QueryContext,
  request: RequestRow,
  server: ServerFacts,
  input: Parameters<typeof resolveAsk>[2],
): Promise<Ask> {
  const { organizationId } = context.actor;
  const asked = await resolveAsk(context, server, input);
  const asksScopes = input.scopeIds.length + input.newScopes.length > 0;
  if (keptKind(request.kind) !== (asked.carryingOn?.kind ?? (asksScopes ? "grant_scopes" : null))) {
    throw refused("It stays what it is. To ask for something else, withdraw it and ask anew.", {
      kind: "request",
      id: request.id,
      name: request.title,
    });
  }
  return {
    server: { id: server.id },
    ...asked,
    durationDays: input.durationDays,
    requesterId: request.requesterId,
    replacesRequestId: request.id,
    partyIds: [
      ...(await findRepairers(context.tx, organizationId, request.id)),
      // Whoever had a part in the change that Steward asks about still has it.
      ...(request.cause === "drift"
        ? [
            ...request.beneficiaryIds,
            ...(await loadDriftParties(context, server, request.cause, [
              { requestId: request.id, since: request.submittedAt ?? context.now },
            ])),
          ]
        : []),
    ],
  };
}

/** What a request of this kind stays, however it is changed; tools and access may take each other's place. */
function keptKind(kind: RequestKind): RequestKind | null {
  return KINDS[kind].carriesOn || kind === "grant_scopes" ? kind : null;
}
