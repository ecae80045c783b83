import type { Tx } from "#lib/kernel/db.ts";
import type { GrantFacts } from "../grant-facts.ts";
import { findGrantFacts } from "../store.ts";

export type { GrantedScope, GrantFacts } from "../grant-facts.ts";

/** At most this many grants of one server are reviewed at once. */
const REVIEW_LIMIT = 5_000;

/** Every grant of this server that is not revoked, oldest first, at most 5,000: what a review is about. */
export async function loadGrantsForReview(tx: Tx, serverId: string): Promise<GrantFacts[]> {
  return findGrantFacts(tx, serverId, REVIEW_LIMIT);
}
