import { addHours } from "date-fns/addHours";
import { issueGrants } from "#lib/grants/steps/issue-grants.ts";
import { suspendDrifted } from "#lib/grants/steps/suspend-drifted.ts";
import { refused } from "#lib/kernel/app-error.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { insertGlass, insertGlassSeats } from "../glass-store.ts";
import { stateAfter } from "../states.ts";
import { loadRequest, saveRequestState } from "../store.ts";
import type { GlassPlan } from "./plan-break-glass.ts";
import type { RequestPlan } from "./plan-request.ts";

interface Use {
  requestId: string;
  plan: RequestPlan;
  glass: GlassPlan;
  userId: string;
  hours: number;
  emergency: string;
}

/**
 * Puts in force what a request of this very transaction asks for, without its approvals. How long is counted by the
 * database's clock, or by ours where that ends sooner.
 *
 * @throws AppError `refused` where the policy does not name this person, or nothing is left to grant
 */
export async function applyBreakGlass(
  context: CommandContext,
  { requestId, plan, glass, userId, hours, emergency }: Use,
): Promise<{ endsAt: Date; events: AuditableEvent[] }> {
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  const { terms } = glass;
  const { source } = glass.ask;
  const subject = { kind: "request", id: requestId, name: plan.title };
  // `decideUse` has said so already; the compiler cannot know.
  if (terms === null || source === null)
    throw refused("The approval policy lets nobody break glass.", subject);
  const times = await insertGlass(tx, {
    organizationId,
    requestId,
    userId,
    source,
    reason: emergency,
    hours,
    reviewHours: terms.reviewWithinHours,
    reviewFrom: terms.reviewFrom,
  });
  const seats = [...glass.seats, ...glass.gainingSeats];
  await insertGlassSeats(tx, { organizationId, requestId }, seats, now);
  const endsAt = new Date(Math.min(times.endsAt.getTime(), addHours(now, hours).getTime()));
  const request = await loadRequest(tx, organizationId, requestId);
  const ended = { stateReason: "In force at once, by breaking glass.", decidedAt: now };
  const approved = { ...ended, state: stateAfter(request.state, "approve") };
  const version = await saveRequestState(tx, organizationId, request, approved);
  const issued = await issueGrants(context, {
    requestId,
    server: plan.server,
    tools: plan.tools,
    consumers: plan.consumers,
    scopes: [],
    expiresAt: endsAt,
    originKind: "break_glass",
  });
  if (issued.grantIds.length === 0)
    throw refused("All of this is in force already, and for longer.", subject);
  // What was granted without asking opens no tool that somebody had to be asked about, whoever broke the glass for it.
  const outgrown = plan.tools.length === 0 ? [] : (await suspendDrifted(context, plan.server.id)).events;
  const applied = { ...ended, state: stateAfter("approved", "apply") };
  await saveRequestState(tx, organizationId, { id: requestId, state: "approved", version }, applied);
  // Everybody is on record with the request; the trail and the notices name the first.
  const skippedIds = [...new Set(plan.seats.map((seat) => seat.userId))];
  const used: AuditableEvent = {
    type: "break_glass.used",
    subject,
    detail: {
      serverId: plan.server.id,
      requestId,
      userId,
      reason: emergency,
      source,
      hours,
      endsAt: endsAt.toISOString(),
      reviewDueAt: times.reviewDueAt.toISOString(),
      policyVersion: plan.route.policyVersion,
      grantIds: issued.grantIds,
      skippedIds: firstTold(skippedIds),
      skippedCount: skippedIds.length,
      skipped: plan.route.stages.map(({ name, words }) => `${name}: ${words}`),
      notify: firstTold(glass.toldIds),
      href: `/approvals/${requestId}`,
    },
  };
  return { endsAt, events: [used, ...issued.events, ...outgrown] };
}
