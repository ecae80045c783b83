import { addDays } from "date-fns/addDays";
import { conflict } from "#lib/kernel/app-error.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { askForChanges } from "../ask-for-changes.ts";
import { changedEnd } from "../carry-out.ts";
import { WORDS_WITHIN_DAYS } from "../change-days.ts";
import { recordVerifiedInput } from "../close-input.ts";
import { type ClosingItem, loadItemsToVerify, type SettledItem, saveSettled } from "../close-store.ts";
import { closeStuck } from "../close-stuck.ts";
import { CLOSE_CHUNK, type Decision, goneThing, type Thing, verify } from "../closing.ts";
import { saveClosing } from "../closing-store.ts";
import { failedItem, toldOf } from "../settled.ts";
import { type CampaignRow, lockCampaign } from "../store.ts";
import { loadThings } from "../thing-store.ts";

/**
 * Says of what was carried out that it has come true, once it was looked at again and Steward's own decisions were asked:
 * only then does an item count as done. What has not is tried again.
 */
export const recordVerified = command({
  name: "record-verified",
  permission: "campaign:end",
  input: recordVerifiedInput,
  run: async (context, { campaignId, itemIds, decisions }) => {
    const { tx, actor, now } = context;
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    if (campaign.state !== "closing") return unchanged(null);
    const asked = new Set(itemIds);
    const items = (await loadItemsToVerify(tx, campaignId, CLOSE_CHUNK)).filter(({ id }) => asked.has(id));
    const things = await loadThings(tx, items, now);
    const decided = new Map(decisions.map(({ itemId, ...decision }) => [itemId, decision]));
    const settled = items.map((item) => ({
      item,
      as: settledAs(campaign, item, things.get(item.id), decided.get(item.id) ?? null, now),
    }));
    await saveSettled(
      tx,
      settled.map(({ as }) => as),
      now,
    );
    const events = someEvents(settled.map(({ item, as }) => toldOf(campaign, item, as)));
    if (events === null) return unchanged(null);
    const changed = settled.filter(({ item, as }) => item.decision === "change" && as.outcome === "applied");
    const askedOfOwners = await askForChanges(
      context,
      campaign,
      changed.map(({ item }) => item.id),
    );
    const stuck = await closeStuck(tx, campaign);
    const isSaved = await saveClosing(tx, actor.organizationId, campaign, { closingProgressAt: now });
    if (!isSaved) throw conflict("review");
    return { result: null, events: [...events, ...askedOfOwners, ...stuck] };
  },
});

function settledAs(
  campaign: CampaignRow,
  item: ClosingItem,
  thing: Thing | undefined,
  decision: Decision | null,
  now: Date,
): SettledItem {
  const looked = thing ?? goneThing(item.subjectId);
  // What was ended in the place of the grant is what is looked at, and is told so.
  const isSuccessor = looked.isSuccessor || item.endedIds.some((id) => id !== item.subjectId);
  const endsAt = changedEnd(item, campaign.closingAt ?? now);
  const isInWords = item.change !== null && "words" in item.change;
  const askedUntil = isInWords ? addDays(campaign.closingAt ?? now, WORDS_WITHIN_DAYS) : null;
  const verdict = verify({ ...item, endsAt, askedUntil }, { ...looked, isSuccessor }, decision);
  const answer = item.decision === "undecided" ? "No response" : "Decided";
  if (!verdict.ok) return failedItem(item, verdict.words, now);
  const changed = endsAt === null ? "to be changed" : "changed";
  const what = item.decision === "change" ? changed : "removed";
  return {
    id: item.id,
    attempts: item.attempts,
    outcome: "applied",
    outcomeDetail: `${answer}: ${what}. ${verdict.words}`,
    nextAttemptAt: null,
    isVerified: true,
  };
}
