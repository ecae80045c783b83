import type { Tx } from "#lib/kernel/db.ts";
import type { GrantState, ToolState } from "#lib/kernel/generated/enums.ts";

/** A grant that stands where an ended one stood. */
export interface Successor {
  id: string;
  state: GrantState;
  expiresAt: Date;
  /** The request by which it stands. */
  requestId: string | null;
  isByGlass: boolean;
  tool: { state: ToolState } | null;
}

/**
 * For each of these grants that ended, the one in force in its place now, by the ended one's id. In its place is a
 * grant of the same thing that began in the very moment in which the one before ended: an extension, a move to
 * production, a renewal, or glass that was broken; and what took the place of that. At most one of a thing stands.
 */
export async function findSuccessors(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Successor>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<
    (Omit<Successor, "tool"> & { from: string; toolState: ToolState | null })[]
  >`
    with recursive line as (
      select g.id as origin, g.organization_id, g.server_id, g.kind, g.tool_id, g.consumer_id, g.scope_name, g.id,
        g.state, g.expires_at, g.revoked_at
      from grants g
      where g.id = any (${[...ids]}::uuid[])
      union
      select l.origin, n.organization_id, n.server_id, n.kind, n.tool_id, n.consumer_id, n.scope_name, n.id,
        n.state, n.expires_at, n.revoked_at
      from line l
      join grants n on n.organization_id = l.organization_id and n.server_id = l.server_id and n.kind = l.kind
        and n.tool_id is not distinct from l.tool_id and n.consumer_id is not distinct from l.consumer_id
        and n.scope_name is not distinct from l.scope_name and n.granted_at = l.revoked_at and n.id <> l.id
    )
    select l.origin as "from", l.id, l.state::text as state, l.expires_at as "expiresAt",
      g.request_id as "requestId", g.origin_kind = 'break_glass' as "isByGlass", t.state::text as "toolState"
    from line l
    join grants g on g.organization_id = l.organization_id and g.id = l.id
    left join tool t on t.organization_id = l.organization_id and t.id = l.tool_id
    where l.id <> l.origin and l.state <> 'revoked'`;
  return new Map(
    rows.map(({ from, toolState, ...row }) => [
      from,
      { ...row, tool: toolState === null ? null : { state: toolState } },
    ]),
  );
}
