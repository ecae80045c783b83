import { countMatchingServers } from "#lib/inventory/steps/count-matching-servers.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { query } from "#lib/kernel/query.ts";
import { type CampaignScope, REVIEW_SUBJECTS, type ReviewSubject } from "../campaign-definition.ts";
import { countScopeInput } from "../input.ts";
import { countThings, scopeQuestion } from "../scope-store.ts";
import { serversOf } from "../servers-of.ts";

/** Counting further than this costs more than an estimate is worth. */
const COUNT_LIMIT = 10_000;
/** What more servers hold than this is known once it is staged. */
const SERVERS_LOOKED_AT = 2_000;

export interface ScopeCounted {
  count: number;
  /** There are more than `count`. */
  isCapped: boolean;
}

/**
 * What a review would find if it were staged now: how many servers, and how many things of each kind that it asks about,
 * each counted up to 10,000. `things` is null where a filter finds so many servers that only staging looks at them all.
 */
export const countScope = query({
  name: "count-scope",
  permission: "campaign:manage",
  input: countScopeInput,
  run: async ({ tx, now }, { scope, subjects }) => {
    const { isTooWide, servers, serverIds } = await findServers(tx, scope, now);
    if (isTooWide) return { servers, things: null };
    const question = scopeQuestion(scope, serverIds, now);
    const reviewed = scopeQuestion(
      { ...scope, grantedWithinDays: null, unusedForDays: null },
      serverIds,
      now,
    );
    const things = { server: NONE, access: NONE, credential: NONE, scope: NONE, tool: NONE };
    for (const subject of REVIEW_SUBJECTS.filter((one) => subjects.includes(one))) {
      things[subject] = capped(await countThings(tx, subject, question, COUNT_LIMIT + 1));
    }
    return {
      servers: capped(await countThings(tx, "server", reviewed, COUNT_LIMIT + 1)),
      things: things as Record<ReviewSubject, ScopeCounted>,
    };
  },
});

const NONE: ScopeCounted = { count: 0, isCapped: false };

function capped(count: number): ScopeCounted {
  return { count: Math.min(count, COUNT_LIMIT), isCapped: count > COUNT_LIMIT };
}

/** `serverIds` is null for every server. */
async function findServers(tx: Tx, scope: CampaignScope, now: Date) {
  const { serverIds, servers } = scope;
  if (serverIds.length > 0) return { isTooWide: false, servers: capped(serverIds.length), serverIds };
  const { count, isEstimate } = await countMatchingServers(tx, servers, COUNT_LIMIT, now);
  const found = { count, isCapped: isEstimate };
  const isAll = Object.values(servers).every((value) => value === undefined || value.length === 0);
  if (!isAll && (isEstimate || count > SERVERS_LOOKED_AT)) {
    return { isTooWide: true, servers: found, serverIds: [] };
  }
  return {
    isTooWide: false,
    servers: found,
    serverIds: isAll ? null : await serversOf(tx, scope, now),
  };
}
