import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import type { Impact } from "../kernel/generated/enums.ts";
import type { ServerFacts } from "./facts.ts";
import type { ReviewClock } from "./review-date.ts";
import type { ReviewTerms } from "./server-change.ts";

const daysInput = z.record(z.string(), z.number().int());

/** How often servers are reviewed, as the database made it from the policy in force. */
export async function loadReviewClock(tx: Tx): Promise<ReviewClock & { suspendAfterDays: number | null }> {
  const { days, ...clock } = await tx.reviewClock.findFirstOrThrow({
    select: { days: true, warnDays: true, suspendAfterDays: true },
  });
  return { ...clock, days: daysInput.parse(days) };
}

/** The gravest enabled tool of each of these servers; none of those that have none. */
export async function loadEnabledImpacts(
  tx: Tx,
  organizationId: string,
  serverIds: readonly string[],
): Promise<ReadonlyMap<string, Impact>> {
  const rows = await tx.$queryRaw<{ id: string; impact: Impact }[]>`
    select server_id as id, max(reviewed_impact) as impact from tool
    where organization_id = ${organizationId}::uuid and server_id = any (${[...serverIds]}::uuid[]) and state = 'enabled'
    group by server_id`;
  return new Map(rows.map(({ id, impact }) => [id, impact]));
}

/** What says by when this server is reviewed, besides its record. */
export async function loadReviewTerms(
  tx: Tx,
  organizationId: string,
  server: Pick<ServerFacts, "id" | "lastReviewedOn" | "registeredAt">,
): Promise<ReviewTerms> {
  const impacts = await loadEnabledImpacts(tx, organizationId, [server.id]);
  return {
    clock: await loadReviewClock(tx),
    impact: impacts.get(server.id) ?? null,
    from: server.lastReviewedOn ?? server.registeredAt,
  };
}
