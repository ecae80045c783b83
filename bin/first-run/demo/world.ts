import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import type { PersonKey } from "./people.ts";
import type { Walk } from "./walk.ts";

/** What the demonstration has made so far, for the steps that come after. */
export interface World {
  organizationId: string;
  walk: Walk;
  who: Record<PersonKey, PersonActor>;
  /** Server role ids by slug. */
  serverRoles: ReadonlyMap<string, string>;
  /** Servers by their name. */
  servers: Map<string, { id: string; slug: string; owner: PersonKey }>;
  consumers: Map<string, string>;
  /** What a server answered when it was last looked at, by its name. */
  offered: Map<string, readonly ToolDefinition[]>;
  /** Who has left. */
  gone: Set<PersonKey>;
}

/** Something that happens so many days before today. */
export interface Step {
  daysAgo: number;
  run: (world: World) => Promise<void>;
}

/** @throws Error when a story speaks of a server that no step has registered yet */
export function serverNamed({ servers }: World, name: string) {
  const server = servers.get(name);
  if (server === undefined) throw new Error(`the demonstration has no server "${name}" yet`);
  return server;
}
