import { z } from "zod";
import { query } from "../../kernel/query.ts";
import { decodeCursor, encodeCursor } from "../list-cursor.ts";
import { listServerRows } from "../list-server-rows.ts";
import { loadEnabledImpacts, loadReviewClock } from "../review-clock-store.ts";
import { reviewCadenceDays } from "../review-date.ts";
import { listServersInput, orderOf, SERVER_SORTS } from "../server-list-input.ts";
import { COUNT_LIMIT, type ServerListRow } from "../server-list-store.ts";
import { countMatchingServers } from "../steps/count-matching-servers.ts";

/** Those that somebody is to answer for. */
const IN_USE = ["registered", "active", "suspended"] as const;

const listReviewCoverageInput = listServersInput.extend({
  sort: z.enum(SERVER_SORTS).default("next_review"),
});

const DAY_MS = 86_400_000;

/**
 * A page of servers in use with when each was last reviewed, how often the policy asks for it, and by when it is due, the
 * longest overdue first. Every filter of the servers list holds. Days are YYYY-MM-DD.
 */
export const listReviewCoverage = query({
  name: "list-review-coverage",
  permission: "server:read",
  input: listReviewCoverageInput,
  run: async ({ tx, actor, now }, { cursor: given, ...asked }) => {
    const filter = { ...asked, state: asked.state.length > 0 ? asked.state : [...IN_USE] };
    const sort = orderOf(filter);
    const rows = await listServerRows(tx, filter, decodeCursor(given, sort), now);
    const page = rows.slice(0, filter.limit);
    const last = page.at(-1);
    const clock = await loadReviewClock(tx);
    const impacts = await loadEnabledImpacts(
      tx,
      actor.organizationId,
      page.map(({ id }) => id),
    );
    return {
      items: page.map((row) => {
        const impact = impacts.get(row.id) ?? null;
        return { ...toItem(row, now), impact, everyDays: reviewCadenceDays(clock, { ...row, impact }) };
      }),
      nextCursor:
        rows.length > filter.limit && last !== undefined
          ? encodeCursor({ sort, value: last.sort_value, id: last.id })
          : null,
      total: await countMatchingServers(tx, filter, COUNT_LIMIT, now),
    };
  },
});

function toItem(row: ServerListRow, now: Date) {
  const { id, slug, name, state, environment, criticality, team, owner } = row;
  const lateDays = Math.floor((now.getTime() - row.next_review_on.getTime()) / DAY_MS);
  return {
    id,
    slug,
    name,
    state,
    environment,
    criticality,
    team,
    owner,
    lastReviewedOn: row.last_reviewed_on?.toISOString().slice(0, 10) ?? null,
    nextReviewOn: row.next_review_on.toISOString().slice(0, 10),
    /** Whole days since the day it was due; 0 while it is in time. */
    overdueDays: Math.max(0, lateDays),
  };
}

export type ReviewCoverageItem = Awaited<ReturnType<typeof listReviewCoverage>>["items"][number];
