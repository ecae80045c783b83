import type { Tx } from "#lib/kernel/db.ts";
import type { ConsumerKind, GrantKind, GrantState, Impact } from "#lib/kernel/generated/enums.ts";
import { findGrantFacts } from "../store.ts";

/** A grant as a review freezes it. Times are ISO 8601, UTC. */
export interface GrantFacts {
  id: string;
  kind: GrantKind;
  tool: { id: string; name: string; impact: Impact; digest: string } | null;
  scope: { id: string; name: string } | null;
  consumer: { id: string; name: string; kind: ConsumerKind; ownerId: string | null } | null;
  state: GrantState;
  grantedAt: string;
  expiresAt: string;
  requestId: string | null;
}

/** At most this many grants of one server are reviewed at once. */
const REVIEW_LIMIT = 5_000;

/** Every grant of this server that is not revoked, oldest first, at most 5,000: what a review is about. */
export async function loadGrantsForReview(tx: Tx, serverId: string): Promise<GrantFacts[]> {
  return findGrantFacts(tx, serverId, REVIEW_LIMIT);
}
