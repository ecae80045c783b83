import type { ServerFacts } from "../inventory/facts.ts";
import { AppError, conflict } from "../kernel/app-error.ts";
import type { CommandContext } from "../kernel/command.ts";
import type { AuditableEvent } from "../kernel/events.ts";
import type { Job } from "../kernel/outbox.ts";
import { type IntrospectionRow, moveIntrospection } from "./introspection-store.ts";
import { noteLook } from "./note-look.ts";
import { type QueuedLook, queueLook } from "./queue-look.ts";
import { assertIntrospectable } from "./steps/assert-introspectable.ts";

interface Discarded {
  result: { toolCount: number };
  events: readonly [AuditableEvent, ...AuditableEvent[]];
  jobs: readonly Job[];
}

/**
 * The answer is of a connection that the server had when it was asked and has no more: the look is recorded as failed,
 * nothing of the answer is kept, and the server is asked again where it may be.
 */
export async function discardAnswer(
  { tx, actor, now }: CommandContext,
  { look, server, durationMs }: { look: IntrospectionRow; server: ServerFacts; durationMs: number },
): Promise<Discarded> {
  const { organizationId } = actor;
  const refusal = await refusalOf(() => assertIntrospectable(tx, organizationId, server));
  const code = "connection_changed";
  const message =
    "The connection was changed while the server was asked, so what the old one answered was not recorded. " +
    (refusal === null ? "It is asked again." : `It is not asked again: ${refusal}`);
  const moved = await moveIntrospection(tx, { organizationId, id: look.id }, "running", {
    state: "failed",
    finishedAt: now,
    durationMs,
    errorCode: code,
    errorMessage: message,
  });
  if (!moved) throw conflict("introspection");
  const again: QueuedLook | null =
    refusal === null
      ? await queueLook(tx, { organizationId, server, askedByName: look.askedByName }, now)
      : null;
  // The look that follows moves the schedule on by its own outcome.
  if (again === null)
    await noteLook(
      tx,
      { organizationId, serverId: server.id, introspectionId: look.id, isAnswered: false },
      now,
    );
  const failed: AuditableEvent = {
    type: "introspection.failed",
    subject: { kind: "server", id: server.id, name: server.name },
    detail: { serverId: server.id, introspectionId: look.id, code, message },
  };
  return again === null
    ? { result: { toolCount: 0 }, events: [failed], jobs: [] }
    : { result: { toolCount: 0 }, events: [failed, again.event], jobs: [again.job] };
}

/** Why it was refused; null when it was not. */
async function refusalOf(check: () => Promise<void>): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "refused") return error.publicMessage;
    throw error;
  }
}
