import { systemActor } from "../kernel/actor.ts";
import {
  type AnnouncedBatch,
  type BatchReactions,
  type Reactions,
  type Sweep,
  serverIdsOf,
} from "../kernel/reaction.ts";
import { refreshReviewDates } from "./commands/refresh-review-dates.ts";
import { remindOfExpiry } from "./commands/remind-of-expiry.ts";
import { WARNINGS_AT_ONCE, warnOfReviews } from "./commands/warn-of-reviews.ts";
import { REMIND_LIMIT } from "./credential-input.ts";
import { REMINDER_DAYS } from "./credentials.ts";
import { foldFacets } from "./facet-store.ts";
import { refreshServersOfDuePeople } from "./listing-store.ts";
import { ownershipReactions, ownershipSweeps } from "./ownership-jobs.ts";
import { systemReactions } from "./system-jobs.ts";

export const reactions: Reactions = { ...systemReactions, ...ownershipReactions };

/** What became graver is reviewed sooner. */
export const batchReactions: BatchReactions = {
  "tool.enabled": refreshDates,
  "tool.impact_overridden": refreshDates,
  "tool.impact_reassessed": refreshDates,
};

async function refreshDates({ organizationId, events }: AnnouncedBatch): Promise<void> {
  const serverIds = serverIdsOf(events);
  if (serverIds.length > 0)
    await refreshReviewDates(systemActor(organizationId, "review dates"), { serverIds });
}

export const sweeps: readonly Sweep[] = [
  { name: "list-servers-of-people", everyMinutes: 1, run: listServersOfPeople },
  { name: "fold-server-facets", everyMinutes: 1, run: foldAll },
  { name: "remind-of-expiry", everyMinutes: 30, run: remindAll },
  { name: "warn-of-reviews", everyMinutes: 60, run: warnAll },
  ...ownershipSweeps,
];

/** Bounded: what a load of a million leaves behind is folded in a few minutes, and counts are right meanwhile. */
const ROUNDS_MAX = 20;

async function foldAll(organizationId: string): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if ((await foldFacets(organizationId)) === 0) return;
  }
}

/** Filters by an owner who has left, and words of a renamed one, lag by a few minutes where somebody has thousands. */
async function listServersOfPeople(organizationId: string): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if ((await refreshServersOfDuePeople(organizationId)) === 0) return;
  }
}

/** The nearest end first: who is told that one day is left is not told of seven as well. */
async function remindAll(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, "expiry reminders");
  for (const days of REMINDER_DAYS.toReversed()) {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      if ((await remindOfExpiry(actor, { days })) < REMIND_LIMIT) break;
    }
  }
}

async function warnAll(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, "review warnings");
  for (const kind of ["due", "overdue", "suspension"] as const) {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      if ((await warnOfReviews(actor, { kind })) < WARNINGS_AT_ONCE) break;
    }
  }
}
