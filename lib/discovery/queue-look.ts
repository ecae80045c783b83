import type { ServerFacts } from "../inventory/facts.ts";
import type { Tx } from "../kernel/db.ts";
import type { AuditableEvent } from "../kernel/events.ts";
import { newId } from "../kernel/id.ts";
import type { Job } from "../kernel/outbox.ts";
import { insertIntrospection } from "./introspection-store.ts";

/** The job that asks a server; its attempts are one, since every try is recorded as an introspection of its own. */
export const INTROSPECT_TASK = "introspect-server";

export interface QueuedLook {
  introspectionId: string;
  event: AuditableEvent;
  job: Job;
}

/** Queues a look, with its event and its job; null while the server has one that is not finished. */
export async function queueLook(
  tx: Tx,
  look: { organizationId: string; server: ServerFacts; askedByName: string },
  now: Date,
): Promise<QueuedLook | null> {
  const { organizationId, server, askedByName } = look;
  const id = newId(now);
  const row = { organizationId, id, serverId: server.id, askedByName, askedAt: now };
  if (!(await insertIntrospection(tx, row))) return null;
  return {
    introspectionId: id,
    event: {
      type: "introspection.asked",
      subject: { kind: "server", id: server.id, name: server.name },
      detail: { serverId: server.id, introspectionId: id },
    },
    job: { task: INTROSPECT_TASK, payload: { introspectionId: id }, key: id, maxAttempts: 1 },
  };
}
