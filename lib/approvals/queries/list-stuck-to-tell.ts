import { pageOfIdsInput } from "#lib/grants/input.ts";
import { query } from "#lib/kernel/query.ts";
import { lacksReviewers } from "../broken-glass.ts";
import { findGlass } from "../glass-store.ts";
import { isStuck } from "../repair.ts";
import { gatherGlass } from "../steps/gather-glass.ts";
import { listAnswerable, listUnreviewedIds } from "../stuck-store.ts";

/**
 * Requests and uses of break glass that have too few people left, or of which administrators were told so: a page at a
 * time; `next` is where the next page begins. Uses of break glass are requests too, so both follow one order of ids.
 */
export const listStuckToTell = query({
  name: "list-stuck-to-tell",
  permission: "request:follow-up",
  input: pageOfIdsInput,
  run: async ({ tx, actor, now }, { after, limit }) => {
    const { organizationId } = actor;
    const rows = await listAnswerable(tx, organizationId, { now, after, limit });
    const unreviewed = await listUnreviewedIds(tx, organizationId, { after, limit });
    const ends = [rows.at(limit - 1)?.id, unreviewed.at(limit - 1)].filter((id) => id !== undefined);
    // Where one of the two has more, the page ends at the first of their ends.
    const next = ends.toSorted()[0] ?? null;
    const isInPage = (id: string) => next === null || id <= next;
    const requestIds = rows.flatMap(({ id, stuckToldAt, facts }) =>
      isInPage(id) && (stuckToldAt !== null || isStuck(facts)) ? [id] : [],
    );
    const glassIds: string[] = [];
    for (const id of unreviewed.filter(isInPage)) {
      const glass = await findGlass(tx, organizationId, id);
      if (glass === null) continue;
      const { facts } = await gatherGlass(tx, glass);
      if (glass.stuckToldAt !== null || lacksReviewers(facts)) glassIds.push(id);
    }
    return { requestIds, glassIds, next };
  },
});
