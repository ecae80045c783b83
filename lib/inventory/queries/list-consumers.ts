import { query } from "../../kernel/query.ts";
import { LIST_LIMIT, listConsumerRows } from "../consumer-store.ts";
import { toConsumerItem } from "../consumer-view.ts";
import { listActiveConsumersInput } from "../input.ts";

/**
 * Consumers that something can be asked for, by name: the active ones whose names contain `q`, of one owner where one is
 * named. At most 500, and `hasMore` says that there are more; before them those of `alsoIds` that are not among them.
 * Times are ISO 8601.
 */
export const listConsumers = query({
  name: "list-consumers",
  permission: "server:read",
  input: listActiveConsumersInput,
  run: async ({ tx }, asked) => {
    const { named, also } = await listConsumerRows(tx, asked);
    return {
      items: [...also, ...named.slice(0, LIST_LIMIT)].map(toConsumerItem),
      hasMore: named.length > LIST_LIMIT,
    };
  },
});
