import type { Actor } from "../kernel/actor.ts";
import { FILES_MAX } from "./input.ts";
import { listUnseenPaths } from "./queries/list-unseen-paths.ts";

/**
 * Every file of this machine, at this path or below it, that showed servers before and that the import has not met:
 * some hundreds at a time. A machine nobody named has none: the next file of that name may be somebody else's.
 */
export async function* unseenPaths(
  actor: Actor,
  where: { importId: string | null; machine: string; folder: string },
): AsyncGenerator<string[]> {
  let after: string | null = where.machine === "" ? null : "";
  while (after !== null) {
    const paths: string[] = await listUnseenPaths(actor, { ...where, after });
    if (paths.length > 0) yield paths;
    after = paths.length < FILES_MAX ? null : (paths.at(-1) ?? null);
  }
}
