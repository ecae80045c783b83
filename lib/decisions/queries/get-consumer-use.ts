import { query } from "#lib/kernel/query.ts";
import { getConsumerUseInput } from "../input.ts";
import { findUseOfConsumer } from "../usage-view-store.ts";
import { toUseView, type UseView } from "../use-view.ts";

/** What a consumer asked for, all its tools together. */
export const getConsumerUse = query({
  name: "get-consumer-use",
  permission: "grant:read",
  input: getConsumerUseInput,
  run: async ({ tx, actor }, { consumerId }): Promise<UseView> =>
    toUseView(await findUseOfConsumer(tx, actor.organizationId, consumerId)),
});
