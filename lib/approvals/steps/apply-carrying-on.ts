import { carryOnGrants } from "#lib/grants/steps/carry-on-grants.ts";
import { suspendDrifted } from "#lib/grants/steps/suspend-drifted.ts";
import { moveToProduction } from "#lib/inventory/steps/move-to-production.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { endOfCarriedOn } from "../kinds.ts";
import type { AnsweredRequest } from "../store.ts";

/**
 * What an approved request carries on goes on, and with a move the server is in production. Whatever came into force
 * after the request was made was not among what its approvers saw: it is suspended with the move, in one transaction.
 */
export async function applyCarryingOn(
  context: CommandContext,
  request: AnsweredRequest,
  approvedUntil: Date,
): Promise<{ grantIds: string[]; events: AuditableEvent[] }> {
  const { kind, serverId, id: requestId } = request;
  const isMove = kind === "move_to_production";
  const moved = isMove ? await moveToProduction(context, { serverId, requestId }) : [];
  const carriedOn = await carryOnGrants(context, {
    requestId,
    serverId,
    grantIds: request.items.flatMap((item) => item.grantId ?? []),
    endOf: ({ expiresAt }) => endOfCarriedOn(kind, expiresAt, approvedUntil),
  });
  const suspended = isMove ? await suspendDrifted(context, serverId) : { events: [] };
  return { grantIds: carriedOn.grantIds, events: [...moved, ...carriedOn.events, ...suspended.events] };
}
