import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, notFound, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { changeAnswerProblem } from "../asked-change.ts";
import { answerAskedChangeInput } from "../asked-change-input.ts";
import { answerChangeRow, lockAskedChange } from "../asked-change-store.ts";

const TOLD = { done: "campaign.change_done", declined: "campaign.change_declined" } as const;

/**
 * Says what became of a change that a review asked for: done, or declined for a reason. Whoever asked for it is told.
 *
 * @throws AppError `not_found`, and `refused` when it was answered before or is somebody else's to answer
 */
export const answerAskedChange = command({
  name: "answer-asked-change",
  permission: "campaign-change:answer",
  input: answerAskedChangeInput,
  run: async ({ tx, actor, now }, { campaignId, itemId, answer, note }) => {
    const { organizationId } = actor;
    const asked = await lockAskedChange(tx, organizationId, itemId);
    if (asked === null || asked.campaignId !== campaignId) throw notFound("change");
    const subject = { kind: "campaign_item", id: itemId, name: asked.facts.name };
    const problem = changeAnswerProblem({ state: asked.state, server: asked }, actor);
    if (problem !== null) throw refused(problem, subject);
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person answers this.");
    await answerChangeRow(tx, organizationId, itemId, {
      state: answer,
      answeredById: person.userId,
      answeredAt: now,
      note: note === "" ? null : note,
    });
    const { askedById, serverId, serverName } = asked;
    return {
      result: { itemId, state: answer },
      events: [
        {
          type: TOLD[answer],
          subject,
          detail: {
            campaignId,
            review: asked.campaignName,
            serverId,
            server: serverName,
            note: note === "" ? null : note,
            notify: askedById === null || askedById === person.userId ? [] : [askedById],
            href: `/reviews/${campaignId}#changes`,
          },
        },
      ],
    };
  },
});
