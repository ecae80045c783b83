import type { ServerFacts } from "#lib/inventory/facts.ts";
import type { RequestCause } from "#lib/kernel/generated/enums.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { findChangers, findRequesters } from "../parties-store.ts";

/**
 * Who must not decide when Steward asks again by itself, in the name of somebody who did not act: whoever asked in the
 * first place, or changed the server or its owners since; and where that was approved once, whoever answers for the
 * server now.
 */
export async function loadDriftParties(
  { tx, actor }: QueryContext,
  server: ServerFacts,
  cause: RequestCause,
  asked: readonly { requestId: string | null; since: Date }[],
): Promise<string[]> {
  const requestIds = asked.flatMap(({ requestId }) => requestId ?? []);
  const requesters = await findRequesters(tx, actor.organizationId, requestIds);
  const since = new Date(Math.min(...asked.map((one) => one.since.getTime())));
  const changers = await findChangers(tx, actor.organizationId, server.id, since);
  const answering =
    cause === "drift" ? [server.ownerId, server.backupOwnerId].filter((id) => id !== null) : [];
  return [...new Set([...answering, ...requesters, ...changers])];
}
