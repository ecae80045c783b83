import type { Actor } from "../kernel/actor.ts";
import { recordGone } from "./commands/record-gone.ts";
import { FILES_MAX } from "./input.ts";
import type { SeenFile } from "./model.ts";

/** Marks what these files show no longer, in as many transactions as it takes. Gives how many places that is. */
export async function recordAllGone(
  actor: Actor,
  importId: string,
  files: readonly SeenFile[],
): Promise<number> {
  let goneCount = 0;
  for (let from = 0; from < files.length; from += FILES_MAX) {
    const seenFiles = files.slice(from, from + FILES_MAX);
    let hasMore = true;
    while (hasMore) {
      const gone = await recordGone(actor, { importId, seenFiles });
      goneCount += gone.count;
      hasMore = gone.hasMore;
    }
  }
  return goneCount;
}
