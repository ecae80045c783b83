import type { Tx } from "../kernel/db.ts";
import type { ToolState } from "../kernel/generated/enums.ts";

export interface EndedTool {
  id: string;
  name: string;
  digest: string;
  from: ToolState;
}

/** Disables what is enabled or may soon be, and gives what it was before. */
export async function endToolRows(tx: Tx, serverId: string, reason: string): Promise<EndedTool[]> {
  return tx.$queryRaw<EndedTool[]>`
    with before as (
      select organization_id, id, state from tool
      where server_id = ${serverId}::uuid and state in ('enabled', 'suspended', 'pending')
      order by id for update
    )
    update tool t set state = 'disabled', state_reason = ${reason}, version = t.version + 1
    from before b
    where t.organization_id = b.organization_id and t.id = b.id
    returning t.id, t.name, t.digest, b.state::text as "from"`;
}

export interface SuspendedTool {
  id: string;
  serverId: string;
  name: string;
  digest: string;
  reason: string;
}

/** Suspends those of these tools that are enabled, locked in the order of their ids. */
export async function suspendToolRows(
  tx: Tx,
  tools: readonly { toolId: string; reason: string }[],
): Promise<SuspendedTool[]> {
  const [ids, reasons] = [tools.map(({ toolId }) => toolId), tools.map(({ reason }) => reason)];
  return tx.$queryRaw<SuspendedTool[]>`
    with before as (
      select t.organization_id, t.id, n.reason
      from tool t
      join unnest(${ids}::uuid[], ${reasons}::text[]) as n(id, reason) on n.id = t.id
      where t.state = 'enabled'
      order by t.id for no key update of t
    )
    update tool t set state = 'suspended', state_reason = b.reason, version = t.version + 1
    from before b
    where t.organization_id = b.organization_id and t.id = b.id
    returning t.id, t.server_id as "serverId", t.name, t.digest, b.reason`;
}

export interface DisabledTool extends EndedTool {
  serverId: string;
  reason: string;
}

/** Disables those of these tools that a single one would be (`TOOL_TRANSITIONS`), locked in the order of their ids. */
export async function disableToolRows(
  tx: Tx,
  tools: readonly { toolId: string; reason: string }[],
): Promise<DisabledTool[]> {
  const [ids, reasons] = [tools.map(({ toolId }) => toolId), tools.map(({ reason }) => reason)];
  return tx.$queryRaw<DisabledTool[]>`
    with before as (
      select t.organization_id, t.id, t.state, n.reason
      from tool t
      join unnest(${ids}::uuid[], ${reasons}::text[]) as n(id, reason) on n.id = t.id
      where t.state in ('discovered', 'enabled', 'suspended')
      order by t.id for no key update of t
    )
    update tool t set state = 'disabled', state_reason = b.reason, version = t.version + 1
    from before b
    where t.organization_id = b.organization_id and t.id = b.id
    returning t.id, t.server_id as "serverId", t.name, t.digest, b.state::text as "from", b.reason`;
}
