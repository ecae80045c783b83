import { holdGrantableServer } from "#lib/inventory/steps/hold-grantable-server.ts";
import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import { actorId } from "#lib/kernel/actor.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import type { GrantAction } from "../model.ts";
import { type LockedGrant, resumeGrantRow, suspendGrantRow } from "../store.ts";
import { revokeGrant } from "./revoke-grant.ts";

export interface GrantChange {
  action: GrantAction;
  reason: string;
}

/** Carries out what `decideAct` allowed on a grant that is held, and moves the tool it enables along with it. */
export async function changeGrant(
  context: CommandContext,
  grant: LockedGrant,
  change: GrantChange,
): Promise<AuditableEvent[]> {
  switch (change.action) {
    case "revoke":
      return revokeGrant(context, { grantId: grant.id, reason: change.reason, origin: "person" });
    case "suspend":
      return suspend(context, grant, change.reason);
    case "resume":
      return resume(context, grant, change.reason);
  }
}

async function suspend(
  context: CommandContext,
  grant: LockedGrant,
  reason: string,
): Promise<AuditableEvent[]> {
  const { tx, actor, now } = context;
  await suspendGrantRow(tx, actor.organizationId, grant, { reason, byId: actorId(actor) }, now);
  const suspended = eventOf(grant, "grant.suspended", reason);
  if (grant.tool === null) return [suspended];
  const words = `Its approval is suspended: ${reason}`;
  return [
    suspended,
    ...(await setToolState(context, { toolId: grant.tool.id, action: "suspend", reason: words })),
  ];
}

async function resume(
  context: CommandContext,
  grant: LockedGrant,
  reason: string,
): Promise<AuditableEvent[]> {
  const { tx, actor } = context;
  await holdGrantableServer(tx, grant.serverId);
  await resumeGrantRow(tx, actor.organizationId, grant);
  const resumed = eventOf(grant, "grant.resumed", reason);
  if (grant.tool === null) return [resumed];
  const enabled = await setToolState(context, { toolId: grant.tool.id, action: "enable", reason: null });
  return [resumed, ...enabled];
}

function eventOf(
  grant: LockedGrant,
  type: "grant.suspended" | "grant.resumed",
  reason: string,
): AuditableEvent {
  const after = type === "grant.suspended" ? "suspended" : "active";
  return {
    type,
    subject: { kind: "grant", id: grant.id, name: grant.name },
    detail: {
      serverId: grant.serverId,
      toolId: grant.tool?.id ?? null,
      cause: "person",
      reason,
      state: { before: grant.state, after },
    },
  };
}
