import type { ConsumerRow } from "./consumer-store.ts";

/** A consumer as lists show it. Times are ISO 8601. */
export function toConsumerItem({
  addedAt,
  seenClient,
  seenMachine,
  version: _version,
  ...consumer
}: ConsumerRow) {
  return {
    ...consumer,
    addedAt: addedAt.toISOString(),
    /** The client and machine whose files show it. */
    seen: seenClient === null || seenMachine === null ? null : { client: seenClient, machine: seenMachine },
  };
}

export type ConsumerItem = ReturnType<typeof toConsumerItem>;
