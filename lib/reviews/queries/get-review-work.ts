import { z } from "zod";
import { actingPerson } from "#lib/kernel/actor.ts";
import { askByIndex } from "#lib/kernel/db.ts";
import { query } from "#lib/kernel/query.ts";
import { loadReviewPace } from "#lib/policy/steps/load-review-pace.ts";
import { countBulk } from "../bulk-answer-store.ts";
import { itemFilterFields } from "../item-list-input.ts";
import { loadWorkCounts } from "../item-list-store.ts";
import { findNamedThings } from "../item-name-store.ts";
import { notRunning } from "../model.ts";
import { loadCampaign } from "../store.ts";
import { loadVoices } from "../voice-store.ts";

const { kind, team, serverId, q } = itemFilterFields;

/**
 * What one has to do in a review: how many items are one's own (or of somebody who is away) and how many of them wait, how many of those that the filter
 * finds are of low risk and may be answered together (10,001 for more than 10,000), and which pace is noted.
 */
export const getReviewWork = query({
  name: "get-review-work",
  permission: "campaign:read",
  input: z.object({ campaignId: z.uuid(), kind, team, serverId, q }),
  run: async ({ tx, actor, now }, { campaignId, ...filter }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const person = actingPerson(actor);
    const voices = person === null ? [] : await loadVoices(tx, person.userId, now);
    const counts = await loadWorkCounts(tx, campaignId, voices);
    const answered = counts.reduce((total, one) => total + one.answered, 0);
    const open = counts.reduce((total, one) => total + one.waiting, 0);
    // In somebody's place one answers one by one.
    const own = person === null ? [] : [person.userId];
    const named = await findNamedThings(tx, campaignId, filter.q);
    const question = { ...filter, campaignId, named, reviewerIds: own, itemIds: undefined };
    const canBulk = person !== null && notRunning(campaign.state) === null;
    await askByIndex(tx);
    return {
      /** Answered and waiting together: what ended before anybody answered is nobody's work. */
      items: answered + open,
      answered,
      open,
      openHighRisk: counts.find(({ risk }) => risk === "high")?.waiting ?? 0,
      together: canBulk ? await countBulk(tx, question, person.userId) : 0,
      pace: await loadReviewPace(tx),
    };
  },
});
