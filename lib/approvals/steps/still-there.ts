import type { ServerFacts } from "#lib/inventory/facts.ts";
import { loadConsumers } from "#lib/inventory/steps/load-consumers.ts";
import { loadScopes } from "#lib/inventory/steps/load-scopes.ts";
import { loadTools } from "#lib/inventory/steps/load-tools.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import { scopesOf } from "../asked-scope.ts";
import type { RequestRow } from "../store.ts";
import type { ScopesToAsk } from "./load-asked-scopes.ts";

export interface StillThere {
  toolIds: string[];
  consumerIds: string[];
  scopes: ScopesToAsk;
}

/** What of a request can be asked for again: tools still offered, consumers in use, scopes as the record has them now. */
export async function stillThere(
  context: CommandContext,
  server: ServerFacts,
  { items }: RequestRow,
): Promise<StillThere> {
  const toolIds = items.flatMap((item) => item.toolId ?? []);
  const consumerIds = items.flatMap((item) => item.consumerId ?? []);
  return {
    toolIds: await stillOffered(context, server.id, toolIds),
    consumerIds: await stillActive(context, consumerIds),
    scopes: await stillWanted(context, server.id, items),
  };
}

export function isNothing({ toolIds, consumerIds, scopes }: StillThere): boolean {
  return toolIds.length + consumerIds.length + scopes.scopeIds.length + scopes.newScopes.length === 0;
}

export async function stillOffered(
  { tx }: CommandContext,
  serverId: string,
  toolIds: readonly string[],
): Promise<string[]> {
  if (toolIds.length === 0) return [];
  const tools = await loadTools(tx, serverId, [...new Set(toolIds)]);
  return tools.filter((tool) => tool.state !== "removed").map((tool) => tool.id);
}

async function stillActive({ tx }: CommandContext, consumerIds: readonly string[]): Promise<string[]> {
  if (consumerIds.length === 0) return [];
  const consumers = await loadConsumers(tx, consumerIds);
  return consumers.filter(({ deactivatedAt }) => deactivatedAt === null).map(({ id }) => id);
}

/** One that was on record and is no more is not asked for; one that came on record meanwhile is asked for as it is. */
async function stillWanted(
  { tx }: CommandContext,
  serverId: string,
  items: RequestRow["items"],
): Promise<ScopesToAsk> {
  const asked = scopesOf(items);
  if (asked.length === 0) return { scopeIds: [], newScopes: [] };
  const onRecord = await loadScopes(tx, serverId);
  const isOnRecord = (scope: { name: string }) => onRecord.some(({ name }) => name === scope.name);
  return {
    scopeIds: onRecord.filter(({ name }) => asked.some((scope) => scope.name === name)).map(({ id }) => id),
    newScopes: asked.filter((scope) => !scope.isHeld && !isOnRecord(scope)),
  };
}
