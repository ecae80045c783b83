import { actingPerson } from "../../kernel/actor.ts";
import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { countUnreadRows } from "../store.ts";

/** How many notices the actor has not read, at most 100. */
export const countMyUnreadNotices = query({
  name: "count-my-unread-notices",
  permission: "notice:read",
  input: noInput,
  run: async ({ tx, actor }) => {
    const userId = actingPerson(actor)?.userId;
    return userId === undefined ? 0 : countUnreadRows(tx, userId);
  },
});
