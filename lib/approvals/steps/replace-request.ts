import type { CommandContext } from "#lib/kernel/command.ts";
import type { SomeEvents } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import type { RequestRow } from "../store.ts";
import { endRequest } from "./end-request.ts";
import { type Opening, openRequest } from "./open-request.ts";

/**
 * Withdraws a pending request and opens another in its place, each naming the other. What was answered so far does not
 * count for the new one, and whoever had answered is told. The caller holds the request and `lockOpening`.
 */
export async function replaceRequest(
  context: CommandContext,
  request: RequestRow,
  { reason, ...opening }: Omit<Opening, "replaces"> & { reason: string },
): Promise<{ requestId: string; events: SomeEvents }> {
  const requestId = newId(context.now);
  const ended = await endRequest(context, {
    request,
    action: "supersede",
    reason,
    keepWaiting: opening.plan.tools.map(({ id }) => id),
    replacedById: requestId,
  });
  const opened = await openRequest(context, { ...opening, replaces: { id: request.id, by: requestId } });
  return { requestId, events: [...ended, ...opened.events] };
}
