import { query } from "#lib/kernel/query.ts";
import { listGrantsInput } from "../list-input.ts";
import { COUNT_LIMIT, countGrants } from "../list-store.ts";
import { readGrantPage } from "../steps/read-grant-page.ts";

/**
 * Grants of the whole organization, a page at a time; unless asked otherwise those in force, soonest end first.
 *
 * @throws AppError `invalid` for a cursor that no list in this order gave out
 */
export const listGrants = query({
  name: "list-grants",
  permission: "grant:read",
  input: listGrantsInput,
  run: async (context, input) => {
    const { filter, ...page } = await readGrantPage(context, input);
    const count = await countGrants(context.tx, filter);
    return {
      ...page,
      total: { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT },
    };
  },
});
