import { answersFor, NOT_YOURS } from "#lib/grants/model.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { lockOpening } from "../asked-store.ts";
import { submitRequestInput } from "../input.ts";
import { serverOf } from "../server-of.ts";
import { openRequest } from "../steps/open-request.ts";
import { planRequest } from "../steps/plan-request.ts";
import { resolveAsk } from "../steps/resolve-ask.ts";

/**
 * Asks for tools to be enabled and consumers to be let in for a time, for a move to production with what is in force,
 * for grants to last longer, or that the server may hold scopes. For the server's owners and
 * administrators; whoever asks cannot approve. What is asked is bound to the definitions as they are now.
 */
export const submitRequest = command({
  name: "submit-request",
  permission: "request:create",
  input: submitRequestInput,
  run: async (context, input) => {
    const { tx, actor } = context;
    const server = await loadServer(tx, serverOf(input));
    const requester = actingPerson(actor);
    if (requester === null || !answersFor(server, actor)) {
      throw new AppError("forbidden", NOT_YOURS, {
        subject: { kind: "server", id: server.id, name: server.name },
      });
    }
    await lockOpening(tx, server.id);
    const plan = await planRequest(context, {
      server: { id: server.id },
      ...(await resolveAsk(context, server, input)),
      durationDays: input.durationDays,
      requesterId: requester.userId,
    });
    const { requestId, events } = await openRequest(context, {
      plan,
      cause: "asked",
      justification: input.justification,
    });
    return { result: { requestId, title: plan.title }, events };
  },
});
