import { addHours } from "date-fns/addHours";
import { issueGrants } from "#lib/grants/steps/issue-grants.ts";
import { suspendDrifted } from "#lib/grants/steps/suspend-drifted.ts";
import type { ServerFacts, ToolFacts } from "#lib/inventory/facts.ts";
import { loadConsumers } from "#lib/inventory/steps/load-consumers.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { scopesOf } from "../asked-scope.ts";
import { KINDS } from "../kinds.ts";
import { stateAfter } from "../states.ts";
import { type AnsweredRequest, saveRequestState } from "../store.ts";
import { approvedDays } from "../vote-terms.ts";
import { applyCarryingOn } from "./apply-carrying-on.ts";
import { putScopesInForce } from "./put-scopes-in-force.ts";

/**
 * Approved, and in force before anybody can see it approved: both happen in this transaction or neither. For as long as
 * was asked, or as the shortest that an approver gave.
 */
export async function applyRequest(
  context: CommandContext,
  request: AnsweredRequest,
  { server: seen, tools }: { server: ServerFacts; tools: ToolFacts[] },
): Promise<{ grantIds: string[]; events: AuditableEvent[] }> {
  const { tx, actor, now } = context;
  const ended = { stateReason: null, decidedAt: now };
  const approved = { ...ended, state: stateAfter(request.state, "approve") };
  const version = await saveRequestState(tx, actor.organizationId, request, approved);
  const consumers = await loadConsumers(
    tx,
    request.items.flatMap((item) => item.consumerId ?? []),
  );
  const { server, events } = await putScopesInForce(context, request, seen);
  const durationDays = approvedDays(request);
  // Days of 24 hours, as the database counts them.
  const expiresAt = addHours(now, 24 * durationDays);
  const issue = {
    requestId: request.id,
    server,
    tools,
    consumers,
    scopes: scopesOf(request.items),
    expiresAt,
  };
  const issued = KINDS[request.kind].carriesOn
    ? await applyCarryingOn(context, request, expiresAt)
    : await issueGrants(context, issue);
  // What was granted without asking opens no tool that somebody had to be asked about.
  const outgrown = tools.length === 0 ? [] : (await suspendDrifted(context, request.serverId)).events;
  const applied = { ...ended, state: stateAfter("approved", "apply") };
  await saveRequestState(tx, actor.organizationId, { id: request.id, state: "approved", version }, applied);
  const event: AuditableEvent = {
    type: "request.approved",
    subject: { kind: "request", id: request.id, name: request.title },
    detail: {
      serverId: request.serverId,
      requestId: request.id,
      requesterId: request.requesterId,
      grantIds: issued.grantIds,
      expiresAt: expiresAt.toISOString(),
      ...(durationDays < request.durationDays ? { shortenedToDays: durationDays } : {}),
      ...(request.isAutomatic
        ? { isAutomatic: true }
        : { notify: [request.requesterId], href: `/approvals/${request.id}` }),
    },
  };
  return { grantIds: issued.grantIds, events: [event, ...events, ...issued.events, ...outgrown] };
}
