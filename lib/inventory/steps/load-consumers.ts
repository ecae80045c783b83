import { notFound } from "../../kernel/app-error.ts";
import type { Tx } from "../../kernel/db.ts";
import { listConsumerFacts } from "../consumer-store.ts";
import type { ConsumerFacts } from "../facts.ts";

/** These consumers, by name. @throws AppError `not_found` when one does not exist */
export async function loadConsumers(tx: Tx, ids: readonly string[]): Promise<ConsumerFacts[]> {
  if (ids.length === 0) return [];
  const consumers = await listConsumerFacts(tx, ids);
  if (consumers.length !== new Set(ids).size) throw notFound("consumer");
  return consumers;
}
