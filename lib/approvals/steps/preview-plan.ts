import { addDays } from "date-fns/addDays";
import { answersFor, NOT_YOURS } from "#lib/grants/model.ts";
import { loadLongerGrants } from "#lib/grants/steps/load-longer-grants.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { daysApprovedLast, shortenedBefore } from "../approved-before.ts";
import { findApprovedBefore } from "../approved-before-store.ts";
import { findReachedTools } from "../reach-store.ts";
import { type GlassOffer, offerBreakGlass } from "./offer-break-glass.ts";
import { type Ask, planRequest } from "./plan-request.ts";

/** What whoever asks sees of a path before anything is sent. `problems` says what stands in its way. */
export async function previewPlan(context: QueryContext, ask: Ask) {
  const { actor, tx } = context;
  const plan = await planRequest(context, ask);
  const reached =
    plan.consumers.length === 0 ? [] : await findReachedTools(tx, actor.organizationId, plan.server.id);
  const notYours = permitted(actor, "request:create") ?? (answersFor(plan.server, actor) ? null : NOT_YOURS);
  const { daysProblem } = plan;
  // What takes the place of another request waits like that one did.
  const breakGlass: GlassOffer | null =
    ask.replacesRequestId === undefined ? await offerBreakGlass(context, ask) : null;
  const grantIds = plan.carriesOn.map(({ id }) => id);
  const before = await findApprovedBefore(tx, actor.organizationId, grantIds);
  const cutShort =
    plan.carriesOn.length > 0
      ? []
      : await loadLongerGrants(
          tx,
          plan.server.id,
          { toolIds: ask.toolIds, scopeNames: plan.scopes.map(({ name }) => name) },
          addDays(context.now, plan.durationDays),
        );
  return {
    title: plan.title,
    /** What is in force for longer than it would be once this is approved. */
    cutShort: cutShort.map(({ id, name, expiresAt }) => ({ id, name, expiresAt: expiresAt.toISOString() })),
    environment: plan.environment,
    /** What goes on by it, and when each would have ended. */
    carriesOn: plan.carriesOn.map(({ id, name, expiresAt }) => ({
      id,
      name,
      expiresAt: expiresAt.toISOString(),
    })),
    /** Where approvers gave less time for it than was asked before, and for how long it was approved last. */
    shortenedBefore: shortenedBefore(before),
    daysApprovedLast: daysApprovedLast(before, plan.carriesOn, context.now),
    impact: plan.impact,
    scopes: plan.scopes,
    /** What a consumer that is let in could call, besides the tools that are asked for. */
    toolsReached: reached.filter(({ id }) => !plan.tools.some((tool) => tool.id === id)),
    words: plan.route.words,
    stages: plan.route.stages,
    isAutomatic: plan.route.isAutomatic,
    maxDurationDays: plan.route.maxDurationDays,
    eligibleApprovers: plan.eligibleApprovers,
    /** Null but for whom the policy lets have it at once. */
    breakGlass,
    /** What is wrong with the days alone; among the problems too. */
    daysProblem,
    problems: [
      ...(notYours === null ? [] : [notYours]),
      ...(daysProblem === null ? [] : [daysProblem]),
      ...plan.problems,
    ],
  };
}

export type RequestPreview = Awaited<ReturnType<typeof previewPlan>>;
