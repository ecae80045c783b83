import { z } from "zod";
import { command, unchanged } from "../../kernel/command.ts";
import { someEvents } from "../../kernel/events.ts";
import { moveReviewDates } from "../review-date-store.ts";

export const REVIEW_DATES_AT_ONCE = 500;

const refreshReviewDatesInput = z.object({
  serverIds: z.array(z.uuid()).min(1).max(REVIEW_DATES_AT_ONCE),
  /** The policy has changed, so that days may be later too. */
  followsPolicy: z.boolean().default(false),
});

/**
 * Brings the next review of servers to what the policy in force asks of what they are now: sooner for what became graver,
 * with the days of warning left; later only where the policy itself changed. Running it again changes nothing.
 */
export const refreshReviewDates = command({
  name: "refresh-review-dates",
  permission: "server:review-dates",
  input: refreshReviewDatesInput,
  run: async ({ tx, actor, now }, { serverIds, followsPolicy }) => {
    const moved = await moveReviewDates(tx, actor.organizationId, { serverIds, followsPolicy, now });
    const events = someEvents(
      moved.map(({ id, name, before, after }) => ({
        type: "server.review_moved" as const,
        subject: { kind: "server", id, name },
        detail: { serverId: id, changes: { nextReviewOn: { before, after } }, followsPolicy },
      })),
    );
    return events === null ? unchanged(moved.length) : { result: moved.length, events };
  },
});
