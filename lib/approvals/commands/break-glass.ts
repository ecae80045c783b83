import { answersFor, NOT_YOURS } from "#lib/grants/model.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { lockOpening } from "../asked-store.ts";
import { decideUse } from "../broken-glass.ts";
import { breakGlassInput } from "../glass-input.ts";
import { serverOf } from "../server-of.ts";
import { applyBreakGlass } from "../steps/apply-break-glass.ts";
import { openRequest } from "../steps/open-request.ts";
import { planBreakGlass } from "../steps/plan-break-glass.ts";
import { planRequest } from "../steps/plan-request.ts";
import { glassTitle } from "../title.ts";

/**
 * Has at once what could be asked for, in an emergency: for whom the policy names, among those who may ask. It ends by
 * itself within a day, everybody skipped is told, and two others review it afterwards.
 */
export const breakGlass = command({
  name: "break-glass",
  permission: "break-glass:use",
  input: breakGlassInput,
  run: async (context, input) => {
    const { tx, actor, now } = context;
    const server = await loadServer(tx, serverOf(input));
    const person = actingPerson(actor);
    const subject = { kind: "server", id: server.id, name: server.name };
    if (person === null || !answersFor(server, actor)) {
      throw new AppError("forbidden", NOT_YOURS, { subject });
    }
    await lockOpening(tx, server.id);
    const { toolIds, consumerIds, hours } = input;
    const planned = await planRequest(context, {
      server: { id: server.id },
      toolIds,
      consumerIds,
      durationDays: 1,
      requesterId: person.userId,
      isBesidePending: true,
    });
    const glass = await planBreakGlass(context, planned, person);
    const verdict = decideUse(glass.ask, actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    const hoursMax = glass.terms?.hoursMax ?? 0;
    if (hours > hoursMax) {
      throw new AppError("invalid", "One field needs attention.", {
        fields: { hours: `The approval policy allows at most ${hoursMax} hours.` },
      });
    }
    const title = glassTitle({
      toolNames: planned.tools.map(({ name }) => name),
      consumerNames: planned.consumers.map(({ name }) => name),
      serverName: server.name,
      environment: server.environment,
      hours,
    });
    const plan = { ...planned, title };
    const { requestId, events } = await openRequest(context, {
      plan,
      cause: "asked",
      justification: input.justification,
      isBreakGlass: true,
    });
    const use = { requestId, plan, glass, userId: person.userId, hours, emergency: input.emergency };
    const applied = await applyBreakGlass(context, use);
    return {
      result: { requestId, title, endsAt: applied.endsAt.toISOString() },
      events: [...events, ...applied.events],
    };
  },
});
