import { z } from "zod";
import { parseCursor, toCursor } from "#lib/kernel/cursor.ts";
import { query } from "#lib/kernel/query.ts";
import { doneAt, paceOf, reviewerStanding, withEmptyDays } from "../progress.ts";
import { campaignProgressInput } from "../progress-input.ts";
import {
  countReviewers,
  loadDays,
  loadReviewerCounts,
  loadRiskCounts,
  loadTeamCounts,
  type PartCount,
} from "../progress-store.ts";
import { loadCampaign } from "../store.ts";

const position = z.tuple([z.string().regex(/^\d{1,9}$/), z.uuid()]);

/** Teams and days that are told of, at most. */
const TEAMS_MAX = 50;
const DAYS_MAX = 92;

/**
 * How far a review has come: by risk and kind, by team, by reviewer (a page of them, most left first), by day, and what
 * the pace of the last days leads to. All of it from figures that the database keeps, whatever its size. Times are ISO
 * 8601, days UTC.
 *
 * @throws AppError `not_found`
 */
export const getCampaignProgress = query({
  name: "get-campaign-progress",
  permission: "campaign:read",
  input: campaignProgressInput,
  run: async ({ tx, actor, now }, { campaignId, limit, cursor }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const after = parseCursor(cursor, position);
    const found = await loadReviewerCounts(tx, campaignId, {
      after: after === null ? null : { open: Number(after[0]), id: after[1] },
      limit: limit + 1,
    });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const parts = await loadRiskCounts(tx, campaignId);
    const { days, ...given } = await loadDays(tx, campaignId, DAYS_MAX);
    const { items, answered, open } = sumOf(parts);
    const isRunning = campaign.state === "running";
    const { startedAt, stageEndsAt } = campaign;
    const isLate = isRunning && stageEndsAt !== null && stageEndsAt < now;
    const perDay = startedAt === null ? 0 : paceOf(days, startedAt, now);
    return {
      items,
      answered,
      open,
      /** Ended before anybody answered, or was not answered before it closed. */
      unanswered: items - answered - open,
      openHigh: sumOf(parts.filter(({ risk }) => risk === "high")).open,
      /** The time of the stage that answers now is up, and something is left. */
      isLate: isLate && open > 0,
      stageEndsAt: stageEndsAt?.toISOString() ?? null,
      perDay,
      /** When it would all be answered at this pace; null when it is over or nobody answers. */
      doneAt: isRunning && open > 0 ? (doneAt(open, perDay, now)?.toISOString() ?? null) : null,
      /** Answers that were given, and of those how many faster than policy finds plausible, and how many together. */
      given,
      parts,
      teams: await loadTeamCounts(tx, campaignId, TEAMS_MAX),
      days: withEmptyDays(days, campaign.closedAt ?? now).slice(-DAYS_MAX),
      reviewers: {
        items: shown.map(({ lastAt, ...one }) => ({
          ...one,
          lastAt: lastAt?.toISOString() ?? null,
          standing: reviewerStanding(one, isLate),
        })),
        nextCursor:
          found.length > limit && last !== undefined ? toCursor([String(last.open), last.id]) : null,
        ...(await countReviewers(tx, campaignId)),
      },
    };
  },
});

function sumOf(parts: readonly PartCount[]): PartCount {
  return parts.reduce(
    (sum, one) => ({
      items: sum.items + one.items,
      answered: sum.answered + one.answered,
      open: sum.open + one.open,
    }),
    { items: 0, answered: 0, open: 0 },
  );
}
