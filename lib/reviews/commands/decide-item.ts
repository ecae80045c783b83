import type { z } from "zod";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, conflict, refused } from "#lib/kernel/app-error.ts";
import { type CommandContext, command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { loadReviewPace } from "#lib/policy/steps/load-review-pace.ts";
import { ANSWERS_MAX, decideItemInput } from "../answer-input.ts";
import { loadOpening, saveAnswer } from "../answer-store.ts";
import { changeProblem } from "../change.ts";
import { loadChangeable } from "../changeable.ts";
import { itemToDecide } from "../item-to-decide.ts";
import { decideItem as decide } from "../model.ts";
import { isDrawn, isHasty } from "../pace.ts";
import { countAnswers, loadPacedAnswers, lockAnswersOf, wasDrawn } from "../pace-store.ts";
import { answersProblem } from "../server-questions.ts";
import { whatWasShown } from "../shown.ts";
import { type ItemRow, loadItem, lockCampaign } from "../store.ts";
import { voiceOf } from "../voice.ts";
import { loadAnsweredBefore, loadReviewAbsences } from "../voice-store.ts";

/**
 * The reviewer's answer for one item, or its undoing within ten seconds. `version` is the one that was on the screen:
 * the second of two tabs is told that the first has answered. The campaign cannot close meanwhile.
 *
 * @throws AppError `refused` where the rules say no: not opened, no reason, a change that is none; `invalid` when what
 *   belongs to the answer is missing; `conflict` when somebody was faster
 */
export const decideItem = command({
  name: "decide-item",
  permission: "campaign-item:decide",
  input: decideItemInput,
  run: async (context, input) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only people answer in a review.");
    const { campaignId } = await loadItem(tx, organizationId, input);
    const campaign = await lockCampaign(tx, organizationId, campaignId, "share");
    // One after the other: a pace is of answers that know of each other.
    await lockAnswersOf(tx, campaignId, person.userId);
    const item = await loadItem(tx, organizationId, input);
    const subject = { kind: "campaign_item", id: item.id, name: item.facts.name };
    const openedAt = await loadOpening(tx, organizationId, item.id, person.userId);
    const by = { userId: person.userId, reason: input.reason ?? null, openedAt };
    const action = input.decision === "undecided" ? "undo" : input.decision;
    const absences = await loadReviewAbsences(tx, [item.reviewerId]);
    const answeredBefore = await loadAnsweredBefore(tx, [item], absences);
    const facts = itemToDecide(item, { ...campaign, absences, answeredBefore });
    const verdict = decide(facts, action, by, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (input.version !== item.version) throw conflict("review item");
    if (item.decision !== "undecided" && (await countAnswers(tx, item)) >= ANSWERS_MAX) {
      throw refused(`This was answered ${ANSWERS_MAX} times. What was answered last stands.`, subject);
    }
    const id = newId(now);
    const voice = voiceOf(facts, person.userId, absences, now);
    const answeredFor = voice.ok ? voice.onBehalfOf : null;
    const said = verdict.next === "undecided" ? NOTHING : await whatIsSaid(context, item, input);
    const known = verdict.next === "undecided" ? UNKNOWN : await whatIsKnown(context, item, { id, ...by });
    const isSaved = await saveAnswer(tx, organizationId, item, {
      ...said,
      ...known,
      id,
      decision: verdict.next,
      decidedById: person.userId,
      decidedForId: answeredFor?.absentId ?? null,
      decidedAt: now,
      openedAt,
    });
    if (!isSaved) throw conflict("review item");
    return {
      result: { itemId: item.id, decision: verdict.next, version: item.version + 1 },
      events: [
        {
          type: "campaign.item_decided",
          subject,
          detail: {
            serverId: item.serverId,
            campaignId,
            subjectKind: item.subjectKind,
            subjectId: item.subjectId,
            decision: verdict.next,
            before: item.decision,
            reason: said.reason,
            change: said.change,
            isHasty: known.isHasty,
            ...(answeredFor === null ? {} : { inPlaceOf: answeredFor.absentName }),
          },
        },
      ],
    };
  },
});

type Input = z.output<typeof decideItemInput>;

const NOTHING = { reason: null, change: null, answers: null };
const UNKNOWN = { shown: null, isHasty: false, isDrawn: false };

/** The reason, and what belongs to this answer: a change for the better, a server's questions. */
async function whatIsSaid({ tx, actor, now }: CommandContext, item: ItemRow, input: Input) {
  const { decision, change = null, answers = null } = input;
  const reason = input.reason === undefined || input.reason === "" ? null : input.reason;
  if ((decision === "change") !== (change !== null)) {
    const words = change === null ? "Say what is to change." : "Only the answer “change” says what changes.";
    throw invalid("change", words);
  }
  if (change !== null) {
    const problem = changeProblem(change, await loadChangeable(tx, actor.organizationId, item), now);
    if (problem !== null) throw invalid("change", problem);
  }
  if (item.subjectKind !== "server" && answers !== null) {
    throw invalid("answers", "Only a server is asked these questions.");
  }
  if (item.subjectKind === "server" && decision !== "revoke") {
    if (answers === null) throw invalid("answers", "Answer the questions about the server first.");
    const problem = decision === "keep" ? answersProblem(answers, reason) : null;
    if (problem !== null) throw invalid("reason", problem);
  }
  return { reason, change, answers };
}

/** What was on the screen, and whether there was time to look at it. */
async function whatIsKnown(
  { tx, now }: CommandContext,
  item: ItemRow,
  by: { id: string; userId: string; openedAt: Date | null },
) {
  const pace = await loadReviewPace(tx);
  const before = await loadPacedAnswers(tx, item.campaignId, by.userId);
  const given = { risk: item.risk, openedAt: by.openedAt, decidedAt: now };
  const hasty = isHasty([...before, given], pace.minimumSeconds);
  return {
    shown: await whatWasShown(tx, item, pace, now),
    isHasty: hasty,
    isDrawn:
      hasty &&
      (isDrawn(by.id, pace.samplePercent) ||
        // Who answers again as fast does not draw again.
        (pace.samplePercent > 0 && (await wasDrawn(tx, item, by.userId)))),
  };
}

function invalid(field: string, words: string): AppError {
  return new AppError("invalid", words, { fields: { [field]: words } });
}
