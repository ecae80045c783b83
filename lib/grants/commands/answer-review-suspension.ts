import { z } from "zod";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { loadPolicyAuthors } from "#lib/policy/steps/load-policy-authors.ts";
import { reason } from "../input.ts";
import { decideSuspension, numberProblem } from "../overdue-brake.ts";
import { answerSuspension, lockSuspension } from "../suspension-store.ts";

export const answerReviewSuspensionInput = z.object({
  suspensionId: z.uuid(),
  answer: z.enum(["confirmed", "declined"]),
  /** How many grants it is about, as it was seen. */
  acknowledged: z.coerce.number().int().min(1, "Type how many grants it is about."),
  reason,
});

/**
 * A second person's word on whether a mass of grants is suspended because reviews are overdue, with the list in hand.
 * Confirmed, the next sweep suspends as many; declined, it is asked again in a week.
 */
export const answerReviewSuspension = command({
  name: "answer-review-suspension",
  permission: "suspension:answer",
  input: answerReviewSuspensionInput,
  run: async ({ tx, actor, now }, { suspensionId, answer, acknowledged, reason: why }) => {
    const row = await lockSuspension(tx, actor.organizationId, suspensionId);
    const { grantCount, serverCount } = row;
    const subject = {
      kind: "review_suspension",
      id: row.id,
      name: `${grantCount} grants on ${serverCount} servers`,
    };
    const { authorIds } = await loadPolicyAuthors(tx);
    const asked = { grantCount, isAnswered: row.answer !== null, policyAuthorIds: authorIds };
    const verdict = decideSuspension(asked, actor);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    const problem = numberProblem(asked, acknowledged);
    if (problem !== null) throw refused(problem, subject);
    const person = actingPerson(actor);
    // The verdict above is never ok for anybody else; the compiler cannot know.
    if (person === null) throw new AppError("forbidden", "Only people answer.", { subject });
    await answerSuspension(tx, row.id, { answer, reason: why, byId: person.userId }, now);
    return {
      result: { answer },
      events: [
        {
          type: "review.suspension_answered",
          subject,
          detail: { answer, grantCount, serverCount, reason: why },
        },
      ],
    };
  },
});
