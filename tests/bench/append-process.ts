import { z } from "zod";
import { systemActor } from "#lib/kernel/actor.ts";
import { appendStandalone } from "#lib/kernel/audit-log.ts";
import { command } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { loadFor } from "./measure.ts";
import { openRawTrail } from "./raw-trail.ts";
import type { AppendLoad } from "./start-load-client.ts";

/** How many events one bulk append carries: a chunk of an import or a sweep. */
const CHUNK_EVENTS = 500;

const event: AuditableEvent = {
  type: "session.opened",
  subject: { kind: "user", id: "0198c0de-0000-7000-8000-000000000001", name: "Bench Person" },
  detail: { serverId: "0198c0de-0000-7000-8000-000000000002", reason: "a benchmark of ordinary length" },
};
const rest = Array.from({ length: CHUNK_EVENTS - 1 }, () => event);

/** The real path of every change: a command that changes nothing else. */
const appendOne = command({
  name: "bench-append",
  permission: "session:end",
  input: z.object({}),
  run: async () => ({ result: null, events: [event] }),
});
const appendChunk = command({
  name: "bench-append-chunk",
  permission: "session:end",
  input: z.object({}),
  run: async () => ({ result: null, events: [event, ...rest] }),
});

process.on("message", (order: AppendLoad) => void work(order));
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

let raw: ReturnType<typeof openRawTrail> | undefined;

async function work({ organizationId, ownerUrl, variant, callers, windowMs }: AppendLoad): Promise<void> {
  raw ??= openRawTrail(ownerUrl, organizationId);
  const actor = systemActor(organizationId, "bench");
  const calls: Record<string, [call: () => Promise<unknown>, events: number]> = {
    plain: [raw.insertPlain, 1],
    chain: [raw.appendToChain, 1],
    command: [() => appendOne(actor, {}), 1],
    standalone: [() => appendStandalone(actor, event, new Date()), 1],
    "raw chunk": [() => raw?.appendChunk(CHUNK_EVENTS) ?? Promise.resolve(), CHUNK_EVENTS],
    chunk: [() => appendChunk(actor, {}), CHUNK_EVENTS],
  };
  const [call, events] = calls[variant] ?? [];
  if (call === undefined || events === undefined) throw new Error(`no variant ${variant}`);
  const startedAt = performance.now();
  const { latencies } = await loadFor(callers, windowMs, call);
  const seconds = (performance.now() - startedAt) / 1_000;
  process.send?.({ latencies, events: latencies.length * events, seconds });
}
