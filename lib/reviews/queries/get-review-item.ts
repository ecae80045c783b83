import { addDays } from "date-fns/addDays";
import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { itemInput } from "../answer-input.ts";
import { loadOpening } from "../answer-store.ts";
import type { CampaignDefinition } from "../campaign-definition.ts";
import { loadChangeable } from "../changeable.ts";
import {
  type EarlierAnswerRow,
  loadEarlierAnswers,
  loadGivenAnswer,
  loadLiveThing,
  loadOpenFindings,
  loadProvenance,
  loadUse,
} from "../item-detail-store.ts";
import { toItemView } from "../item-view.ts";
import { canBeTakenBack } from "../model.ts";
import { loadPeers } from "../peer-store.ts";
import { type Difference, sinceFrozen } from "../since-frozen.ts";
import { type ItemRow, loadCampaign, loadItem, loadPeople } from "../store.ts";
import { type ReviewAbsence, voiceOf } from "../voice.ts";
import { loadAnsweredBefore, loadReviewAbsences } from "../voice-store.ts";

/**
 * One item with all that a reviewer needs to answer it: beside the frozen facts what is so now (use, open findings, what
 * changed since), who asked for it and approved it, what others like it have, and what was answered before as far as its
 * stage lets it be seen. Times are ISO 8601.
 *
 * @throws AppError `not_found`
 */
export const getReviewItem = query({
  name: "get-review-item",
  permission: "campaign:read",
  input: itemInput,
  run: async ({ tx, actor, now }, input) => {
    const { organizationId } = actor;
    const item = await loadItem(tx, organizationId, input);
    const campaign = await loadCampaign(tx, organizationId, item.campaignId);
    const earlier = await loadEarlierAnswers(tx, item);
    const differences = sinceFrozen(item.facts, await loadLiveThing(tx, item));
    const people = await loadPeople(tx, [
      item.reviewerId,
      item.decidedById,
      item.decidedForId,
      ...earlier.flatMap((answer) => [answer.decidedById, answer.decidedForId]),
      ...differences.flatMap(peopleIn),
    ]);
    const absences = await loadReviewAbsences(tx, [item.reviewerId]);
    const answeredBefore = await loadAnsweredBefore(tx, [item], absences);
    const nameOf = (id: string | null) => (id === null ? null : (people.get(id)?.name ?? null));
    const person = actingPerson(actor);
    const openedAt = person === null ? null : await loadOpening(tx, organizationId, item.id, person.userId);
    const use = await loadUse(tx, item);
    const given = await loadGivenAnswer(tx, item);
    const { kind, endsAt, breadth } = await loadChangeable(tx, organizationId, item);
    const sees = visible(item, campaign.definition, actor, answers(item, actor, absences, now), now);
    return {
      ...toItemView(item, { ...campaign, absences, answeredBefore }, people, actor, now),
      campaign: { id: campaign.id, name: campaign.name, state: campaign.state },
      stage: item.stage,
      /** What is on record of the answer it has now. */
      given: given === null ? null : { ...given, openedAt: given.openedAt?.toISOString() ?? null },
      /** When this person first opened it. */
      openedAt: openedAt?.toISOString() ?? null,
      useNow: use === null ? null : { count: use.count, lastUsedAt: use.lastUsedAt?.toISOString() ?? null },
      findingsNow: await loadOpenFindings(tx, item),
      since: differences.map((one) =>
        peopleIn(one).length === 0 ? one : { ...one, before: nameOf(one.before), after: nameOf(one.after) },
      ),
      provenance: await loadProvenance(tx, item.facts.request?.id ?? null),
      peers: await loadPeers(tx, item),
      /** How it may be changed: an end before this (null for any), and a scope to less than this. */
      changeable: {
        hasEnd: kind !== "server",
        latestEnd: (endsAt ?? null)?.toISOString() ?? null,
        shortestEnd: addDays(now, 1).toISOString(),
        breadth,
      },
      earlier: sees === "nothing" ? [] : earlier.map((answer) => toEarlier(answer, sees, nameOf)),
      /** Answered before, by so many, which this person does not see. */
      earlierHidden: sees === "nothing" ? earlier.length : 0,
    };
  },
});

export type ReviewItemDetail = Awaited<ReturnType<typeof getReviewItem>>;

type Sees = CampaignDefinition["stages"][number]["sees"];

/**
 * What may be seen of earlier answers. Whoever answers sees what the stage shows; a second reviewer is to look for
 * themselves, for as long as they could take their answer back. Whoever runs reviews or takes evidence sees all of it there
 * anyway.
 */
function visible(
  item: ItemRow,
  definition: CampaignDefinition,
  actor: Actor,
  isReviewer: boolean,
  now: Date,
): Sees {
  const seesAll = isPermitted(actor, "campaign:manage") || isPermitted(actor, "evidence:export");
  if (!isReviewer && seesAll) return "answers_and_reasons";
  const isGiven = item.decision !== "undecided" && !canBeTakenBack(item.decidedAt, now);
  if (item.sampledAt !== null && !isGiven) return "nothing";
  return definition.stages[item.stage - 1]?.sees ?? "nothing";
}

/** For themselves, or for who is away. */
function answers(item: ItemRow, actor: Actor, absences: readonly ReviewAbsence[], now: Date): boolean {
  const asked = { reviewerId: item.reviewerId, consumerOwnerId: null };
  return actor.kind === "person" && voiceOf(asked, actor.userId, absences, now).ok;
}

function toEarlier(answer: EarlierAnswerRow, sees: Sees, nameOf: (id: string | null) => string | null) {
  return {
    stage: answer.stage,
    decision: answer.decision,
    change: answer.change,
    reason: sees === "answers_and_reasons" ? answer.reason : null,
    by: nameOf(answer.decidedById),
    /** In whose place. */
    for: nameOf(answer.decidedForId),
    at: answer.decidedAt.toISOString(),
  };
}

function peopleIn({ what, before, after }: Difference): string[] {
  if (what !== "owner" && what !== "backup_owner" && what !== "consumer_owner") return [];
  return [before, after].filter((id) => id !== null);
}
