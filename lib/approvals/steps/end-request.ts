import { loadHeldGrants } from "#lib/grants/steps/load-held.ts";
import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent, JsonObject, SomeEvents } from "#lib/kernel/events.ts";
import { KINDS } from "../kinds.ts";
import { type RequestAction, stateAfter } from "../states.ts";
import { type RequestRow, saveRequestState } from "../store.ts";

interface Ending {
  request: RequestRow;
  action: Extract<RequestAction, "reject" | "withdraw" | "supersede" | "expire">;
  reason: string;
  /** Tools that another request takes over, and so go on waiting. */
  keepWaiting?: readonly string[];
  /** The request that takes its place. */
  replacedById?: string;
  /** More for the event to keep. */
  detail?: JsonObject;
}

/**
 * Ends a pending request without granting anything; its tools go back to where they were before it: a tool that a
 * person suspended waits for them again.
 */
export async function endRequest(context: CommandContext, ending: Ending): Promise<SomeEvents> {
  const { tx, actor, now } = context;
  const { request, action, reason, keepWaiting = [], replacedById, detail = {} } = ending;
  const next = stateAfter(request.state, action);
  await saveRequestState(tx, actor.organizationId, request, {
    state: next,
    stateReason: reason,
    decidedAt: now,
  });
  const ended: AuditableEvent = {
    type: EVENT_OF[next],
    subject: { kind: "request", id: request.id, name: request.title },
    detail: {
      serverId: request.serverId,
      requestId: request.id,
      requesterId: request.requesterId,
      reason,
      ...detail,
      ...(replacedById === undefined ? {} : { replacedById }),
      ...toldOf(ending, actingPerson(actor)?.userId),
    },
  };
  const toolEvents: AuditableEvent[] = [];
  const held = new Set((await loadHeldGrants(tx, request.serverId)).map((grant) => grant.toolId));
  // What a request would only have carried on never waited for it.
  for (const { toolId } of KINDS[request.kind].carriesOn ? [] : request.items) {
    if (toolId === null || keepWaiting.includes(toolId)) continue;
    const toolAction = held.has(toolId) ? "hold" : "reset";
    toolEvents.push(...(await setToolState(context, { toolId, action: toolAction, reason: WORDS[next] })));
  }
  return [ended, ...toolEvents];
}

/** Whoever asked, and where another request takes its place also those whose answers do not count for that one. */
function toldOf(
  { request, action, replacedById }: Ending,
  actorId: string | undefined,
): AuditableEvent["detail"] {
  const voters = replacedById === undefined ? [] : request.decisions.map(({ deciderId }) => deciderId);
  const told = [...new Set([request.requesterId, ...voters])];
  // Whoever withdraws it knows.
  const notify = action === "withdraw" || action === "supersede" ? told.filter((id) => id !== actorId) : told;
  return notify.length === 0 ? {} : { notify, href: `/approvals/${replacedById ?? request.id}` };
}

type Ended = ReturnType<typeof stateAfter<Ending["action"]>>;

const EVENT_OF = {
  rejected: "request.rejected",
  withdrawn: "request.withdrawn",
  expired: "request.expired",
} as const satisfies Record<Ended, AuditableEvent["type"]>;

const WORDS: Record<Ended, string> = {
  rejected: "The last request for it was rejected.",
  withdrawn: "The last request for it was withdrawn.",
  expired: "Nobody answered the last request for it in time.",
};
