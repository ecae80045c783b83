import { actorName } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { withdrawRequestInput } from "../input.ts";
import { decide } from "../model.ts";
import { endRequest } from "../steps/end-request.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { lockReadable } from "../steps/load-readable.ts";

/** Takes a pending request back. For the person who asked, and administrators. */
export const withdrawRequest = command({
  name: "withdraw-request",
  permission: "request:withdraw",
  input: withdrawRequestInput,
  run: async (context, { requestId, reason }) => {
    const { tx, actor, now } = context;
    const request = await lockReadable(context, requestId);
    const { facts } = await gatherFacts(tx, request, now);
    const verdict = decide(facts, "withdraw", actor, now);
    if (!verdict.ok) {
      const subject = { kind: "request", id: request.id, name: request.title };
      throw new AppError(verdict.code, verdict.reason, { subject });
    }
    const words = reason === "" ? `Withdrawn by ${actorName(actor)}.` : reason;
    return {
      result: { requestId },
      events: await endRequest(context, { request, action: "withdraw", reason: words }),
    };
  },
});
