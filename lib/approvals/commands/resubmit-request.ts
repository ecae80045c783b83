import { answersFor, NOT_YOURS } from "#lib/grants/model.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { lockOpening } from "../asked-store.ts";
import { resubmitRequestInput } from "../input.ts";
import { decide } from "../model.ts";
import { askedAgain } from "../steps/asked-again.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { loadReadable } from "../steps/load-readable.ts";
import { planRequest } from "../steps/plan-request.ts";
import { replaceRequest } from "../steps/replace-request.ts";
import { lockRequest } from "../store.ts";

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
    const { serverId } = await loadReadable(context, input.requestId);
    await lockOpening(tx, serverId);
    const server = await loadServer(tx, { id: serverId });
    const request = await lockRequest(tx, organizationId, input.requestId);
    const { facts } = await gatherFacts(tx, request, now);
    const subject = { kind: "request", id: request.id, name: request.title };
    const verdict = decide(facts, "resubmit", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (!answersFor(server, actor)) throw new AppError("forbidden", NOT_YOURS, { subject });
    const plan = await planRequest(context, await askedAgain(context, request, server, input));
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
