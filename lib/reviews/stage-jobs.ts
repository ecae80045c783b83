import { z } from "zod";
import { type SystemActor, systemActor } from "#lib/kernel/actor.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { failuresOf, throwFirst } from "#lib/kernel/failures.ts";
import type { Announcement, Reactions, Sweep } from "#lib/kernel/reaction.ts";
import { wallTime } from "#lib/kernel/wall-time.ts";
import { closeOverdueReview } from "./commands/close-overdue-review.ts";
import { endStage } from "./commands/end-stage.ts";
import { escalateItems } from "./commands/escalate-items.ts";
import { moveItems } from "./commands/move-items.ts";
import { noteEndedItems } from "./commands/note-ended-items.ts";
import { passOnItems } from "./commands/pass-on-items.ts";
import { remindReviewers } from "./commands/remind-reviewers.ts";
import { OVERDUE_AT_ONCE, tellOverdueChanges } from "./commands/tell-overdue-changes.ts";
import { tellWhoManages } from "./commands/tell-who-manages.ts";
import { ESCALATE_TASK, REMIND_HOUR } from "./follow-up.ts";
import { listEmptySeats } from "./queries/list-empty-seats.ts";
import { listReviewsToFollowUp } from "./queries/list-reviews-to-follow-up.ts";
import { listSeatsOf } from "./queries/list-seats-of.ts";
import { listSeatsThatGain } from "./queries/list-seats-that-gain.ts";
import { MOVE_TASK } from "./stages.ts";

const payloadInput = z.object({
  organizationId: z.uuid(),
  campaignId: z.uuid(),
  after: z.number().int().default(0),
});

export const stageTasks: Record<string, (payload: unknown) => Promise<void>> = {
  [MOVE_TASK]: async (payload) => {
    const { organizationId, campaignId } = payloadInput.parse(payload);
    await pages((after) => moveItems(follower(organizationId), { campaignId, after }));
  },
  [ESCALATE_TASK]: async (payload) => {
    const { organizationId, campaignId, after } = payloadInput.parse(payload);
    await pages((from) => escalateItems(follower(organizationId), { campaignId, after: from }), after);
  },
};

export const stageSweeps: readonly Sweep[] = [
  { name: "follow-up-reviews", everyMinutes: 5, run: followUpReviews },
  { name: "tell-of-late-changes", everyMinutes: 60, run: tellOfLateChanges },
  { name: "fill-empty-seats-of-reviews", everyMinutes: 10, run: fillEmptySeats },
];

/** A reviewer who left, or who owns what they would review or did when it was frozen, leaves it to the next. */
export const stageReactions: Reactions = {
  "user.deactivated": async ({ organizationId, event }: Announcement) => {
    const fromId = event.subject.id;
    if (fromId === null) return;
    const actor = follower(organizationId);
    const reviews = await listSeatsOf(actor, { reviewerId: fromId });
    throwFirst(
      await failuresOf(reviews, (campaignId) => passOn(actor, { campaignId, kind: "left", fromId })),
    );
  },
  "consumer.changed": async ({ organizationId, event }: Announcement) => {
    if (event.subject.id === null) return;
    const actor = follower(organizationId);
    const seats = await listSeatsThatGain(actor, { consumerId: event.subject.id });
    throwFirst(
      await failuresOf(seats, ({ campaignId, reviewerId }) =>
        passOn(actor, { campaignId, kind: "gains", fromId: reviewerId }),
      ),
    );
  },
};

/** Notes what ended, ends stages that are over, passes on what was not answered in time, tells, and reminds: whatever is due. */
export async function followUpReviews(organizationId: string): Promise<void> {
  const actor = follower(organizationId);
  const failures: unknown[] = [];
  const marks: { campaignId: string; since: string }[] = [];
  let after: string | null = null;
  do {
    const { reviews, next } = await listReviewsToFollowUp(actor, { after });
    const byId = new Map(reviews.map((review) => [review.campaignId, review]));
    failures.push(
      ...(await failuresOf([...byId.keys()], async (campaignId) => {
        const review = byId.get(campaignId);
        if (review === undefined) return;
        while (!(await noteEndedItems(actor, { campaignId })).isLast);
        if (review.isMoving) await pages((from) => moveItems(actor, { campaignId, after: from }));
        if (review.isStageOver) await endStage(actor, { campaignId, stage: review.stage });
        if (review.isToTell) await tellWhoManages(actor, { campaignId });
        if (review.isClosingDue) await closeOverdueReview(actor, { campaignId });
        // What did not close goes on to others, whether or not somebody is asked about it.
        if (review.isEscalationDue) await escalateItems(actor, { campaignId });
        if (review.remindedSince !== null) marks.push({ campaignId, since: review.remindedSince });
      })),
    );
    after = next;
  } while (after !== null);
  await remind(actor, marks);
  throwFirst(failures);
}

/** Reviews that are reminded of at once; who has work in several slices is told once a day all the same. */
const MARKS_AT_ONCE = 1_000;

async function remind(actor: SystemActor, marks: { campaignId: string; since: string }[]): Promise<void> {
  const here = new Date(wallTime(now(), env().STEWARD_TIME_ZONE));
  if (marks.length === 0 || here.getUTCHours() < REMIND_HOUR) return;
  const day = here.toISOString().slice(0, 10);
  for (let from = 0; from < marks.length; from += MARKS_AT_ONCE) {
    let after: string | null = null;
    do {
      const some = marks.slice(from, from + MARKS_AT_ONCE);
      after = (await remindReviewers(actor, { marks: some, day, after })).last;
    } while (after !== null);
  }
}

export async function tellOfLateChanges(organizationId: string): Promise<void> {
  while ((await tellOverdueChanges(follower(organizationId), {})) === OVERDUE_AT_ONCE);
}

export async function fillEmptySeats(organizationId: string): Promise<void> {
  const actor = follower(organizationId);
  const seats = await listEmptySeats(actor, {});
  throwFirst(
    await failuresOf(seats, ({ campaignId, reviewerId }) =>
      passOn(actor, { campaignId, kind: reviewerId === null ? "nobody" : "left", fromId: reviewerId }),
    ),
  );
}

interface Seat {
  campaignId: string;
  kind: "left" | "gains" | "nobody";
  fromId: string | null;
}

async function passOn(actor: SystemActor, seat: Seat): Promise<void> {
  await pages((after) => passOnItems(actor, { ...seat, after }));
}

/** One transaction for each page, until there is none. */
async function pages(
  run: (after: number) => Promise<{ last: number | null }>,
  from: number | null = 0,
): Promise<void> {
  let after = from;
  while (after !== null) after = (await run(after)).last;
}

function follower(organizationId: string): SystemActor {
  return systemActor(organizationId, "review follow-up");
}
