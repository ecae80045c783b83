import type { ConsumerRow } from "./consumer-store.ts";
import { consumerState } from "./consumers.ts";

/** A consumer as lists show it. Times are ISO 8601. */
export function toConsumerItem({
  addedAt,
  seenClient,
  seenMachine,
  deactivatedAt,
  deactivateReason,
  version: _version,
  ...consumer
}: ConsumerRow) {
  return {
    ...consumer,
    addedAt: addedAt.toISOString(),
    state: consumerState({ deactivatedAt }),
    /** Since when and why it is out of use; null for one in use. */
    deactivated:
      deactivatedAt === null ? null : { at: deactivatedAt.toISOString(), reason: deactivateReason ?? "" },
    /** The client and machine whose files show it. */
    seen: seenClient === null || seenMachine === null ? null : { client: seenClient, machine: seenMachine },
  };
}

export type ConsumerItem = ReturnType<typeof toConsumerItem>;
