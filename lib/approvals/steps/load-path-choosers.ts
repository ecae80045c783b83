import { subDays } from "date-fns/subDays";
import type { QueryContext } from "#lib/kernel/query.ts";
import { findLowerers, findOverriders, isLoweredSince } from "../parties-store.ts";

/** How long it is remembered who declared a server to need less care. The database repeats it. */
const LOWERED_DAYS = 30;

/**
 * Who chose the path of what is asked: whoever said what the impact of its tools is, and whoever lately declared its
 * server to need less care. They do not decide on it, and what was lowered is never granted without asking anybody.
 */
export async function loadPathChoosers(
  { tx, actor, now }: QueryContext,
  server: { id: string; name: string },
  weighed: { toolIds: readonly string[]; isForAllTools: boolean },
): Promise<{ personIds: string[]; whyNotAutomatic: string | null }> {
  const since = subDays(now, LOWERED_DAYS);
  const overriders = await findOverriders(tx, actor.organizationId, server.id, weighed);
  const lowerers = await findLowerers(tx, actor.organizationId, server.id, since);
  const isLowered = await isLoweredSince(tx, server.id, since);
  const whyNotAutomatic = overriders.some(({ isLower }) => isLower)
    ? "A person lowered the impact of a tool, so it is not granted automatically."
    : isLowered
      ? `${server.name} was declared to need less care within the last ${LOWERED_DAYS} days, so it is not granted automatically.`
      : null;
  return { personIds: [...overriders.map(({ personId }) => personId), ...lowerers], whyNotAutomatic };
}
