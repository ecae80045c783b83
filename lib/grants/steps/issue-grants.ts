import { holdGrantableServer } from "#lib/inventory/steps/hold-grantable-server.ts";
import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import type { GrantedScope } from "../grant-facts.ts";
import { replacesAccess } from "../model.ts";
import { endGrant, insertGrants, lockGrantsInForce } from "../store.ts";

/** What an approved request grants: exactly what its items name, bound to the digests the approvers saw. */
export interface GrantsToIssue {
  requestId: string;
  server: { id: string; name: string; identityDigest: string };
  tools: { id: string; name: string; digest: string }[];
  consumers: { id: string; name: string }[];
  scopes: readonly GrantedScope[];
  expiresAt: Date;
  /** How it came to be granted; left out, by approval. */
  originKind?: "approval" | "break_glass";
}

/**
 * Issues the grants of an approved request and enables its tools. What was granted before for the same tool or the
 * same access or scope is revoked as replaced. The database refuses any grant that no approved request asked for.
 */
export async function issueGrants(
  context: CommandContext,
  issue: GrantsToIssue,
): Promise<{ grantIds: string[]; events: AuditableEvent[] }> {
  const { tx, actor, now } = context;
  await holdGrantableServer(tx, issue.server.id);
  const inForce = await lockGrantsInForce(tx, actor.organizationId, issue.server.id);
  const wanted = wantedGrants(issue).filter((grant) =>
    inForce.every((current) => !isSameThing(current, grant) || isReplaced(current, grant)),
  );
  const events: AuditableEvent[] = [];
  for (const current of inForce) {
    if (!wanted.some((grant) => isSameThing(current, grant))) continue;
    await endGrant(tx, actor.organizationId, current, ENDED_BY[issue.originKind ?? "approval"], now);
    events.push(
      grantEvent("grant.revoked", current.id, issue, nameOfThing(current, issue), {
        cause: "replaced",
        reason: ENDED_BY[issue.originKind ?? "approval"],
      }),
    );
  }
  const rows = wanted.map((grant) => ({ ...grant, id: newId(now) }));
  await insertGrants(tx, actor.organizationId, rows, now);
  for (const row of rows) {
    events.push(
      grantEvent("grant.issued", row.id, issue, nameOfThing(row, issue), {
        expiresAt: row.expiresAt.toISOString(),
        toolDigest: row.toolDigest,
        serverDigest: row.serverDigest,
      }),
    );
  }
  for (const tool of issue.tools) {
    const how = issue.originKind === "break_glass" ? "Enabled by breaking glass" : "Approved";
    const reason = `${how} until ${dayInWords(issue.expiresAt.toISOString().slice(0, 10))}.`;
    events.push(...(await setToolState(context, { toolId: tool.id, action: "enable", reason })));
  }
  return { grantIds: rows.map((row) => row.id), events };
}

const ENDED_BY = {
  approval: "Replaced by a newer approval.",
  break_glass: "Replaced while glass was broken; nobody approved what took its place.",
} as const;

type Wanted = ReturnType<typeof wantedGrants>[number];
type InForce = Awaited<ReturnType<typeof lockGrantsInForce>>[number];
type Thing = { toolId: string | null; consumerId: string | null; scopeName: string | null };

function wantedGrants({ server, tools, consumers, scopes, ...issue }: GrantsToIssue) {
  const { requestId, expiresAt, originKind = "approval" } = issue;
  const shared = {
    requestId,
    serverId: server.id,
    serverDigest: server.identityDigest,
    expiresAt,
    originKind,
    toolId: null,
    toolDigest: null,
    consumerId: null,
    scopeName: null,
    scopeSystem: null,
    scopeBreadth: null,
  };
  return [
    ...tools.map(({ id, digest }) => ({
      ...shared,
      kind: "tool" as const,
      toolId: id,
      toolDigest: digest,
    })),
    ...consumers.map(({ id }) => ({ ...shared, kind: "access" as const, consumerId: id })),
    ...scopes.map(({ name, system, breadth }) => ({
      ...shared,
      kind: "scope" as const,
      scopeName: name,
      scopeSystem: system,
      scopeBreadth: breadth,
    })),
  ];
}

function isSameThing(a: Thing, b: Thing): boolean {
  if (a.toolId !== null) return a.toolId === b.toolId;
  if (a.scopeName !== null) return a.scopeName === b.scopeName;
  return a.consumerId !== null && a.consumerId === b.consumerId;
}

function isReplaced(current: InForce, wanted: Wanted): boolean {
  return wanted.kind !== "access" || replacesAccess(current, wanted);
}

function nameOfThing(thing: Thing, { server, tools, consumers }: GrantsToIssue): string {
  const tool = tools.find((one) => one.id === thing.toolId);
  if (tool !== undefined) return `${tool.name} on ${server.name}`;
  if (thing.scopeName !== null) return `${thing.scopeName} on ${server.name}`;
  return `${consumers.find((one) => one.id === thing.consumerId)?.name ?? "access"} on ${server.name}`;
}

function grantEvent(
  type: "grant.issued" | "grant.revoked",
  id: string,
  issue: GrantsToIssue,
  name: string,
  detail: AuditableEvent["detail"],
): AuditableEvent {
  return {
    type,
    subject: { kind: "grant", id, name },
    detail: { serverId: issue.server.id, requestId: issue.requestId, ...detail },
  };
}
