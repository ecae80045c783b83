import { query } from "../../kernel/query.ts";
import { listDueEndpointIds } from "../delivery-store.ts";
import { noInput } from "../input.ts";

/** The ids of webhooks that have something to be sent now. */
export const listDueWebhooks = query({
  name: "list-due-webhooks",
  permission: "webhook:send",
  input: noInput,
  run: async ({ tx, now }) => listDueEndpointIds(tx, now),
});
