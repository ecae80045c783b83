import { answersFor, NOT_YOURS } from "#lib/grants/model.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { lockOpening } from "../asked-store.ts";
import { resubmitRequestInput } from "../input.ts";
import { KINDS } from "../kinds.ts";
import { decide } from "../model.ts";
import { findRepairers } from "../parties-store.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { loadDriftParties } from "../steps/load-drift-parties.ts";
import { planRequest } from "../steps/plan-request.ts";
import { replaceRequest } from "../steps/replace-request.ts";
import { resolveAsk } from "../steps/resolve-ask.ts";
import { loadRequest, lockRequest } from "../store.ts";

/**
 * Asks again, changed, after an approver asked for changes. Another request takes the place of the one before, on the
 * path that holds now, and its votes begin anew: an approval is for what was seen. For the person who asked, while they
 * still answer for the server.
 */
export const resubmitRequest = command({
  name: "resubmit-request",
  permission: "request:create",
  input: resubmitRequestInput,
  run: async (context, input) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const { serverId } = await loadRequest(tx, organizationId, input.requestId);
    await lockOpening(tx, serverId);
    const server = await loadServer(tx, { id: serverId });
    const request = await lockRequest(tx, organizationId, input.requestId);
    const { facts } = await gatherFacts(tx, request, now);
    const subject = { kind: "request", id: request.id, name: request.title };
    const verdict = decide(facts, "resubmit", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (!answersFor(server, actor)) throw new AppError("forbidden", NOT_YOURS, { subject });
    const asked = await resolveAsk(context, server, input);
    if ((asked.carryingOn?.kind ?? null) !== (KINDS[request.kind].carriesOn ? request.kind : null)) {
      throw refused("It stays what it is. To ask for something else, withdraw it and ask anew.", subject);
    }
    const plan = await planRequest(context, {
      server: { id: serverId },
      ...asked,
      durationDays: input.durationDays,
      requesterId: request.requesterId,
      replacesRequestId: request.id,
      partyIds: [
        ...(await findRepairers(tx, organizationId, request.id)),
        // Whoever had a part in the change that Steward asks about still has it.
        ...(request.cause === "drift"
          ? [
              ...request.beneficiaryIds,
              ...(await loadDriftParties(context, server, request.cause, [
                { requestId: request.id, since: request.submittedAt ?? now },
              ])),
            ]
          : []),
      ],
    });
    const { requestId, events } = await replaceRequest(context, request, {
      reason: `${facts.changesAskedBy} asked for changes, and it was sent again, changed.`,
      plan,
      cause: request.cause,
      justification: input.justification,
      shownBefore: new Map(request.items.map((item) => [item.toolId ?? "", item.previousDefinition])),
    });
    return { result: { requestId, title: plan.title }, events };
  },
});
