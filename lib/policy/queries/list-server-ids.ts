import { listServerIds as listIds } from "../../inventory/steps/list-server-ids.ts";
import { query } from "../../kernel/query.ts";
import { REFRESH_LIMIT, serverIdsInput } from "../input.ts";

/** The next batch of servers to evaluate, in order of id: all, one person's, or one role's. */
export const listServerIds = query({
  name: "list-server-ids",
  permission: "finding:read",
  input: serverIdsInput,
  run: ({ tx }, { after, personId, serverRoleId }) =>
    listIds(tx, {
      after,
      limit: REFRESH_LIMIT,
      ...(personId === undefined ? {} : { personId }),
      ...(serverRoleId === undefined ? {} : { serverRoleId }),
    }),
});
