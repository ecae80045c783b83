import type { Tx } from "../../kernel/db.ts";
import { findSeenConsumers as findSeenConsumerRows, type SeenConsumer } from "../consumer-store.ts";

/** Which of these clients of files are consumers on record. */
export function findSeenConsumers(tx: Tx, seen: readonly SeenConsumer[]) {
  return findSeenConsumerRows(tx, seen);
}
