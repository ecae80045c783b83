import { command, unchanged } from "../../kernel/command.ts";
import { removeDeliveriesBefore } from "../delivery-store.ts";
import { noInput } from "../input.ts";
import { REMOVED_AT_ONCE } from "../removal.ts";

const KEPT_DAYS = 30;

/** Removes what was sent to webhooks, or given up, more than thirty days ago, ten thousand at a time. */
export const removeOldDeliveries = command({
  name: "remove-old-deliveries",
  permission: "webhook:send",
  input: noInput,
  run: async ({ tx, now }) => {
    const count = await removeDeliveriesBefore(tx, new Date(now.getTime() - KEPT_DAYS * 86_400_000));
    const isMore = count === REMOVED_AT_ONCE;
    if (count === 0) return unchanged({ count, isMore });
    return {
      result: { count, isMore },
      events: [
        {
          type: "webhook.old_removed",
          subject: { kind: "webhooks", id: null, name: count === 1 ? "1 delivery" : `${count} deliveries` },
          detail: { count },
        },
      ],
    };
  },
});
