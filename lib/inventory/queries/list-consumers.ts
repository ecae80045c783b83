import { query } from "../../kernel/query.ts";
import { listConsumerRows } from "../consumer-store.ts";
import { toConsumerItem } from "../consumer-view.ts";
import { noInput } from "../input.ts";

/** Consumers that something can be asked for: those that are active, by name; at most 500. Times are ISO 8601. */
export const listConsumers = query({
  name: "list-consumers",
  permission: "server:read",
  input: noInput,
  run: async ({ tx }) => (await listConsumerRows(tx)).map(toConsumerItem),
});
