import { z } from "zod";
import { route } from "#lib/doors/route.ts";
import { getFilterNames } from "#lib/inventory/queries/get-filter-names.ts";
import { countScope } from "#lib/reviews/queries/count-scope.ts";

export type ScopeAnswer = Awaited<ReturnType<typeof countScope>> & {
  /** What is called how that the filter chooses. */
  names: Awaited<ReturnType<typeof getFilterNames>>;
};

/**
 * `POST { scope, subjects }` -> how much that finds now. It only asks; a list of named servers is too long for an
 * address.
 */
export const POST = route(async ({ actor, body }): Promise<ScopeAnswer> => {
  const asked = z.looseObject({ scope: z.looseObject({ servers: z.unknown() }) }).parse(body);
  const [count, names] = await Promise.all([
    // Each judges what it is asked.
    countScope(actor, body as Parameters<typeof countScope>[1]),
    getFilterNames(actor, asked.scope.servers as Parameters<typeof getFilterNames>[1]),
  ]);
  return { ...count, names };
});
