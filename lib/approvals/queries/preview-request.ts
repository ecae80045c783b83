import { answersFor, NOT_YOURS } from "#lib/grants/model.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { previewRequestInput } from "../input.ts";
import { findReachedTools } from "../reach-store.ts";
import { serverOf } from "../server-of.ts";
import { offerBreakGlass } from "../steps/offer-break-glass.ts";
import { planRequest } from "../steps/plan-request.ts";
import { resolveAsk } from "../steps/resolve-ask.ts";

/** The path a request would take and why, before it is submitted; `problems` says what stands in its way. */
export const previewRequest = query({
  name: "preview-request",
  permission: "request:read",
  input: previewRequestInput,
  run: async (context, input) => {
    const { actor } = context;
    const server = await loadServer(context.tx, serverOf(input));
    const ask = {
      server: { id: server.id },
      ...(await resolveAsk(context, server, input)),
      durationDays: input.durationDays,
      // Nobody's id: a token that previews excludes no approver.
      requesterId: actingPerson(actor)?.userId ?? "00000000-0000-0000-0000-000000000000",
    };
    const plan = await planRequest(context, ask);
    const { maxDurationDays } = plan.route;
    const tooLong =
      input.durationDays > maxDurationDays ? [`Policy allows at most ${maxDurationDays} days here.`] : [];
    const reached =
      plan.consumers.length === 0 ? [] : await findReachedTools(context.tx, actor.organizationId, server.id);
    const notYours =
      permitted(actor, "request:create") ?? (answersFor(plan.server, actor) ? null : NOT_YOURS);
    return {
      title: plan.title,
      environment: plan.environment,
      /** What goes on by it, and when each would have ended. */
      carriesOn: plan.carriesOn.map(({ id, name, expiresAt }) => ({
        id,
        name,
        expiresAt: expiresAt.toISOString(),
      })),
      impact: plan.impact,
      scopes: plan.scopes,
      /** What a consumer that is let in could call, besides the tools that are asked for. */
      toolsReached: reached.filter(({ id }) => !plan.tools.some((tool) => tool.id === id)),
      words: plan.route.words,
      stages: plan.route.stages,
      isAutomatic: plan.route.isAutomatic,
      maxDurationDays,
      eligibleApprovers: plan.eligibleApprovers,
      /** Null but for whom the policy lets have it at once. */
      breakGlass: await offerBreakGlass(context, ask),
      problems: [...(notYours === null ? [] : [notYours]), ...tooLong, ...plan.problems],
    };
  },
});
