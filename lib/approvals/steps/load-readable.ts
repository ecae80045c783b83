import { AppError, notFound } from "#lib/kernel/app-error.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import { findReadable } from "../reader-store.ts";
import { loadRequest, lockRequest, type RequestRow } from "../store.ts";

/**
 * Loads a request that the actor may read, for whoever else there is none. That somebody tried is in the trail all the
 * same.
 *
 * @throws AppError `not_found`
 */
export async function loadReadable(context: CommandContext, id: string): Promise<RequestRow> {
  return assertReadable(context, await loadRequest(context.tx, context.actor.organizationId, id));
}

/** The same, and holds its row until commit. */
export async function lockReadable(context: CommandContext, id: string): Promise<RequestRow> {
  return assertReadable(context, await lockRequest(context.tx, context.actor.organizationId, id));
}

async function assertReadable(context: CommandContext, request: RequestRow): Promise<RequestRow> {
  const readable = await findReadable(context.tx, context, [request.id]);
  if (readable.has(request.id)) return request;
  const { publicMessage } = notFound("request");
  throw new AppError("not_found", publicMessage, {
    subject: { kind: "request", id: request.id, name: request.title },
  });
}
