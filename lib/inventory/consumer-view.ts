import type { ConsumerRow } from "./consumer-store.ts";

/** A consumer as lists show it. Times are ISO 8601. */
export function toConsumerItem({ addedAt, version: _version, ...consumer }: ConsumerRow) {
  return { ...consumer, addedAt: addedAt.toISOString() };
}

export type ConsumerItem = ReturnType<typeof toConsumerItem>;
