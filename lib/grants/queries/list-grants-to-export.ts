import { query } from "#lib/kernel/query.ts";
import { listGrantsInput } from "../list-input.ts";
import { readGrantPage } from "../steps/read-grant-page.ts";

/** `listGrants` page after page for a file, which has no use for how many there are. */
export const listGrantsToExport = query({
  name: "list-grants-to-export",
  permission: "grant:read",
  input: listGrantsInput,
  run: async (context, input) => {
    const { items, nextCursor } = await readGrantPage(context, input);
    return { items, nextCursor };
  },
});
