import { loadLastToolGrants } from "#lib/grants/steps/load-last-tool-grants.ts";
import { holdGrantableServer } from "#lib/inventory/steps/hold-grantable-server.ts";
import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent, SomeEvents } from "#lib/kernel/events.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import type { RequestCause } from "#lib/kernel/generated/enums.ts";
import { newId } from "#lib/kernel/id.ts";
import { findShownDefinitions } from "../asked-store.ts";
import { insertSeats } from "../seat-store.ts";
import { stateAfter } from "../states.ts";
import { insertRequest, loadRequest, type NewItem } from "../store.ts";
import { applyRequest } from "./apply-request.ts";
import type { RequestPlan } from "./plan-request.ts";
import { toldOf } from "./told-of.ts";

export interface Opening {
  plan: RequestPlan;
  cause: RequestCause;
  justification: string;
  /** It takes effect by breaking glass: nobody is asked, and they are told by that. */
  isBreakGlass?: boolean;
  /** What was shown for a tool by the request this one replaces, by tool id; used where no grant came before. */
  shownBefore?: ReadonlyMap<string, Prisma.JsonValue>;
  /** The withdrawn request whose place it takes, and the id that one already names. */
  replaces?: { id: string; by: string };
}

/**
 * Opens a request from a plan, frozen as of now: items bound to today's digests, the policy, the stages. The caller
 * holds `lockOpening`. Its tools await the decision; an enabled one stays enabled meanwhile. Where the policy says that
 * nobody is asked, it is granted with this transaction.
 *
 * @throws AppError `refused` when the plan has a problem, `invalid` when it lasts longer than policy allows
 */
export async function openRequest(
  context: CommandContext,
  opening: Opening,
): Promise<{ requestId: string; events: SomeEvents }> {
  const { tx, actor, now } = context;
  const { plan, cause, justification, replaces } = opening;
  assertAcceptable(plan);
  // Planned on what was read: whoever ends the server meanwhile has to find this request, and withdraw it.
  await holdGrantableServer(tx, plan.server.id);
  const requestId = replaces?.by ?? newId(now);
  const items = await frozenItems(context, opening);
  await insertRequest(
    tx,
    {
      organizationId: actor.organizationId,
      id: requestId,
      serverId: plan.server.id,
      requesterId: plan.requesterId,
      kind: plan.kind,
      cause,
      state: stateAfter("draft", "submit"),
      title: plan.title,
      justification,
      durationDays: plan.durationDays,
      impact: plan.impact,
      environment: plan.environment,
      criticality: plan.server.criticality,
      isAutomatic: plan.route.isAutomatic,
      needsDistinctPeople: plan.route.needsDistinctPeople,
      policySnapshot: {
        ...plan.route,
        stages: plan.route.stages.map((stage) => ({ ...stage })),
        dataClasses: plan.dataClasses,
      },
      beneficiaryIds: plan.beneficiaryIds,
      replacesId: replaces?.id ?? null,
      submittedAt: now,
      expiresAt: plan.expiresAt,
    },
    items,
    plan.route.stages,
  );
  const seats = [...plan.seats, ...plan.gainingSeats];
  await insertSeats(tx, { organizationId: actor.organizationId, requestId }, seats, now);
  const toolEvents: AuditableEvent[] = [];
  // What it carries on is enabled, and stays so.
  for (const tool of plan.carriesOn.length > 0 ? [] : plan.tools) {
    const reason =
      cause === "drift"
        ? "Suspended: it changed after it was approved, and waits to be approved again."
        : `Waits for a decision: ${plan.title}.`;
    toolEvents.push(...(await setToolState(context, { toolId: tool.id, action: "await", reason })));
  }
  const told = await toldOf(tx, { ...plan, userIds: askedFirst(plan) }, now);
  const events: SomeEvents = [submitted(requestId, opening, told), ...toolEvents];
  if (!plan.route.isAutomatic) return { requestId, events };
  const request = await loadRequest(tx, actor.organizationId, requestId);
  const applied = await applyRequest(context, request, plan);
  return { requestId, events: [...events, ...applied.events] };
}

function assertAcceptable({ problems, daysProblem, route, durationDays, server }: RequestPlan): void {
  const [problem] = problems;
  const subject = { kind: "server", id: server.id, name: server.name };
  if (problem !== undefined) throw refused(problem, subject);
  if (daysProblem === null) return;
  if (durationDays <= route.maxDurationDays) {
    throw new AppError("refused", daysProblem, { subject, fields: { durationDays: daysProblem } });
  }
  throw new AppError("invalid", "One field needs attention.", {
    fields: { durationDays: `${daysProblem} ${route.words[1] ?? ""}`.trim() },
  });
}

async function frozenItems(
  { tx, actor }: CommandContext,
  { plan, cause, shownBefore }: Opening,
): Promise<NewItem[]> {
  const toolIds = plan.tools.map((tool) => tool.id);
  // What was had by breaking glass was approved by nobody; of what drifted the last that was seen is shown.
  const lastGrants = await loadLastToolGrants(tx, toolIds, { withGlass: cause === "drift" });
  const requestIds = [...lastGrants.values()].map((grant) => grant.requestId);
  const approved = await findShownDefinitions(tx, actor.organizationId, requestIds);
  const previous = (toolId: string): Prisma.JsonValue => {
    const grant = lastGrants.get(toolId);
    const shown = grant === undefined ? undefined : approved.get(`${grant.requestId}/${toolId}`);
    return shown ?? shownBefore?.get(toolId) ?? null;
  };
  const carriedOn = (isOf: (grant: RequestPlan["carriesOn"][number]) => boolean) =>
    plan.carriesOn.find(isOf)?.id ?? null;
  const nothing = {
    toolId: null,
    toolDigest: null,
    consumerId: null,
    grantId: null,
    definition: null,
    previousDefinition: null,
    scopeName: null,
    scopeSystem: null,
    scopeBreadth: null,
    isScopeHeld: null,
    resultingDigest: null,
    serverDigest: plan.server.identityDigest,
  };
  return [
    ...plan.tools.map((tool) => ({
      ...nothing,
      kind: "tool" as const,
      toolId: tool.id,
      toolDigest: tool.digest,
      grantId: carriedOn(({ toolId }) => toolId === tool.id),
      // A definition was parsed from JSON, so it is JSON.
      definition: tool.definition as Prisma.InputJsonObject,
      previousDefinition: previous(tool.id) as Prisma.InputJsonValue | null,
    })),
    ...plan.consumers.map(({ id }) => ({
      ...nothing,
      kind: "access" as const,
      consumerId: id,
      grantId: carriedOn(({ consumerId }) => consumerId === id),
    })),
    ...plan.scopes.map(({ name, system, breadth, isHeld }) => ({
      ...nothing,
      kind: "scope" as const,
      grantId: carriedOn(({ scopeName }) => scopeName === name),
      scopeName: name,
      scopeSystem: system,
      scopeBreadth: breadth,
      isScopeHeld: isHeld,
      resultingDigest: plan.resultingDigest,
    })),
  ];
}

/** Whom the first stage asks. */
function askedFirst({ seats }: RequestPlan): string[] {
  return [...new Set(seats.filter(({ position }) => position === 1).map(({ userId }) => userId))];
}

function submitted(
  requestId: string,
  { plan, cause, justification, isBreakGlass, replaces }: Opening,
  notify: string[],
): AuditableEvent {
  return {
    type: "request.submitted",
    subject: { kind: "request", id: requestId, name: plan.title },
    detail: {
      serverId: plan.server.id,
      requestId,
      cause,
      ...(replaces === undefined ? {} : { replacesId: replaces.id }),
      requesterId: plan.requesterId,
      justification,
      kind: plan.kind,
      impact: plan.impact,
      durationDays: plan.durationDays,
      policyVersion: plan.route.policyVersion,
      rule: plan.route.ruleIds.join(", "),
      isAutomatic: plan.route.isAutomatic,
      serverDigest: plan.server.identityDigest,
      tools: plan.tools.map(({ id, name, digest }) => ({ id, name, digest })),
      consumers: plan.consumers.map(({ id, name }) => ({ id, name })),
      scopes: plan.scopes.map(({ name, system, breadth, isHeld }) => ({ name, system, breadth, isHeld })),
      beneficiaryIds: plan.beneficiaryIds,
      ...(isBreakGlass === true ? { isBreakGlass } : { notify }),
      href: `/approvals/${requestId}`,
    },
  };
}
