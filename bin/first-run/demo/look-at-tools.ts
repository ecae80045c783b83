import { createHash } from "node:crypto";
import { askIntrospection } from "#lib/discovery/commands/ask-introspection.ts";
import { failIntrospection } from "#lib/discovery/commands/fail-introspection.ts";
import { finishIntrospection } from "#lib/discovery/commands/finish-introspection.ts";
import { startIntrospection } from "#lib/discovery/commands/start-introspection.ts";
import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { serverNamed, type World } from "./world.ts";

/**
 * One introspection on record, by the commands the worker uses, with the answer given here instead of by a server.
 * The job that asking enqueues finds it finished and leaves it alone.
 */
export async function lookAtTools(
  world: World,
  name: string,
  tools: readonly ToolDefinition[],
): Promise<void> {
  const introspectionId = await begin(world, name);
  world.offered.set(name, tools);
  await finishIntrospection(worker(world), {
    introspectionId,
    answer: {
      protocolVersion: "2025-11-25",
      serverName: serverNamed(world, name).slug,
      serverVersion: `1.${spread(name, 9)}.${spread(`${name}!`, 20)}`,
      resources: offer("file:///guides/", spread(name, 4)),
      templates: null,
      prompts: offer("ask-", spread(`${name}?`, 3)),
      durationMs: 140 + spread(name, 900),
      warnings: [],
      tools: [...tools],
    },
  });
}

function offer(stem: string, count: number) {
  return { count, names: Array.from({ length: count }, (_, index) => `${stem}${index + 1}`) };
}

/** An introspection that got no answer. */
export async function lookInVain(world: World, name: string, code: string, message: string): Promise<void> {
  const introspectionId = await begin(world, name);
  await failIntrospection(worker(world), { introspectionId, code, message, durationMs: 10_000 });
}

async function begin(world: World, name: string): Promise<string> {
  const { id } = serverNamed(world, name);
  const { introspectionId } = await askIntrospection(world.who.ada, { serverId: id });
  await startIntrospection(worker(world), { introspectionId });
  return introspectionId;
}

function worker({ organizationId }: World) {
  return systemActor(organizationId, "introspection");
}

/** A number below `limit` that is the same for the same name every time. */
export function spread(name: string, limit: number): number {
  return createHash("sha256").update(name).digest().readUInt32BE(0) % limit;
}
