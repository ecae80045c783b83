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
    select l.origin as "from", g.id, g.state::text as state, g.expires_at as "expiresAt",
      g.request_id as "requestId", g.origin_kind = 'break_glass' as "isByGlass", t.state::text as "toolState"
    from grant_line((select current_organization_id()), ${[...ids]}::uuid[]) l
    join grants g on g.organization_id = (select current_organization_id()) and g.id = l.id
    left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    where l.id <> l.origin and g.state <> 'revoked'`;
  return new Map(
    rows.map(({ from, toolState, ...row }) => [
      from,
      { ...row, tool: toolState === null ? null : { state: toolState } },
    ]),
  );
}
