import { isAbove } from "#lib/inventory/impact.ts";
import type {
  ConsumerKind,
  Criticality,
  Environment,
  Impact,
  RequestItemKind,
  ScopeBreadth,
  ServerState,
  ToolState,
} from "#lib/kernel/generated/enums.ts";
import { isAsAsked, type NamedScope, scopesOf } from "./asked-scope.ts";

/** What a request item was bound to when it was asked. */
export interface BoundItem {
  kind: RequestItemKind;
  toolId: string | null;
  toolDigest: string | null;
  serverDigest: string;
  scopeName: string | null;
  scopeSystem: string | null;
  scopeBreadth: ScopeBreadth | null;
  isScopeHeld: boolean | null;
  /** What the consumer was called, and what kind it was; null for requests of before that was kept. */
  consumerId: string | null;
  consumerName: string | null;
  consumerKind: ConsumerKind | null;
}

/** What a request was given its path by, frozen when it was asked. */
export interface AskedPath {
  environment: Environment;
  dataClasses: readonly string[];
  criticality: Criticality;
  impact: Impact;
}

/** What is there now. */
export interface PresentState {
  server: {
    name: string;
    state: ServerState;
    identityDigest: string;
    environment: Environment;
    dataClasses: readonly string[];
    criticality: Criticality;
  };
  tools: readonly { id: string; name: string; digest: string; state: ToolState }[];
  consumers: readonly { id: string; name: string; kind: ConsumerKind }[];
  /** On the server's record; looked at for a request for scopes only. */
  scopes: readonly NamedScope[];
  /** The highest impact of what would be granted now. */
  impact: Impact;
}

/**
 * What makes an answer stale: an approval is for what was seen (product rule 2), so any material difference between
 * what was asked and what is there now, in words; null when all of it still holds. `isAskedAgain`: Steward asks again
 * by itself.
 */
export function staleReason(
  items: readonly BoundItem[],
  asked: AskedPath,
  present: PresentState,
  isAskedAgain = true,
): string | null {
  const { server, tools } = present;
  const after = (words: string) => (isAskedAgain ? words : "Ask for it anew.");
  if (items.some((item) => item.serverDigest !== server.identityDigest)) {
    return `The connection or the scopes of ${server.name} changed after this was asked, so it cannot be decided any more. ${after("A new request that shows the change takes its place.")}`;
  }
  for (const item of items) {
    if (item.kind !== "tool") continue;
    const tool = tools.find((one) => one.id === item.toolId);
    if (tool === undefined || tool.state === "removed") {
      return `The server no longer offers ${tool?.name ?? "a tool"} that this asks for, so it cannot be decided any more.`;
    }
    if (tool.digest !== item.toolDigest) {
      return `The tool changed after this was asked: ${tool.name}. ${after("A new request that shows the difference takes its place.")}`;
    }
  }
  const unlike = consumerReason(items, present);
  if (unlike !== null) {
    return `${unlike} after this was asked, so it cannot be decided any more. ${after("A new request that says so takes its place.")}`;
  }
  // The system of a scope is no part of the server's identity.
  const other = scopesOf(items).find((scope) => scope.isHeld && !isAsAsked(scope, present.scopes));
  if (other !== undefined) {
    return `The scope ${other.name} of ${server.name} is another one than when this was asked, so it cannot be decided any more.`;
  }
  return pathReason(
    asked,
    present,
    `so it cannot be decided any more. ${after("A new request takes its place, on the path that holds now.")}`,
  );
}

/** An approver lets in what it says there: another name or another kind is another consumer to them. */
function consumerReason(items: readonly BoundItem[], { consumers }: PresentState): string | null {
  for (const { consumerId, consumerName, consumerKind } of items) {
    const consumer = consumers.find(({ id }) => id === consumerId);
    if (consumer === undefined || consumerName === null || consumerKind === null) continue;
    if (consumer.kind !== consumerKind) {
      return `${consumerName} became another kind of consumer, ${consumer.kind} instead of ${consumerKind},`;
    }
    if (consumer.name !== consumerName) return `${consumerName} was named ${consumer.name}`;
  }
  return null;
}

/** Asked in development, in force in production: the path was chosen by facts that hold no more. */
function pathReason(asked: AskedPath, { server, impact }: PresentState, again: string): string | null {
  if (server.environment !== asked.environment) {
    return `${server.name} moved from ${asked.environment} to ${server.environment} after this was asked, ${again}`;
  }
  if (!isSameSet(server.dataClasses, asked.dataClasses)) {
    return `The data that ${server.name} holds was declared differently after this was asked, ${again}`;
  }
  if (server.criticality !== asked.criticality) {
    return `The criticality of ${server.name} changed from ${asked.criticality} to ${server.criticality} after this was asked, ${again}`;
  }
  // One that turned out more harmless has been on the stricter path.
  if (isAbove(impact, asked.impact)) {
    return `What this asks for turned out to have a higher impact than when it was asked, ${again}`;
  }
  return null;
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.every((one) => others.includes(one)) && others.every((one) => some.includes(one));
}

/** Why a server cannot be given grants now, or null. A pending request waits until it can again. */
export function serverProblem(server: Pick<PresentState["server"], "name" | "state">): string | null {
  if (server.state === "registered" || server.state === "active") return null;
  return `${server.name} is ${server.state}, so nothing can be granted on it now.`;
}

/** Why a consumer cannot be let in now, or null. A pending request waits until it can again. */
export function consumerProblem({
  name,
  deactivatedAt,
}: {
  name: string;
  deactivatedAt: Date | null;
}): string | null {
  return deactivatedAt === null ? null : `${name} is inactive, so it cannot be let in now.`;
}
