import { loadAdministrators } from "#lib/identity/steps/load-administrators.ts";
import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { type BrakeAction, brakeProblem, type OpenBrake } from "../brake.ts";
import {
  type BrakeRow,
  loadAuthorIds,
  loadBrakes,
  loadCloseEffect,
  loadLastAnswerId,
} from "../brake-store.ts";
import { skippedInWords } from "../early-close.ts";
import { loadSkipped } from "../early-close-store.ts";
import { campaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { loadCloseProgress, loadRemovalKinds } from "../removal-store.ts";
import { refuseWhileLooking } from "../second-look.ts";
import { type CampaignRow, loadCampaign, loadPeople, type PersonRow } from "../store.ts";

/**
 * What closing a review would end now, who was asked about that, how far a close is, and what this person may do: each
 * `allowed` is true, or the reason it is not. From the counts that the database keeps, whatever the size.
 *
 * @throws AppError `not_found`; `refused` for whoever is to look at something of it a second time
 */
export const getClose = query({
  name: "get-close",
  permission: "campaign:read",
  input: campaignInput,
  run: async ({ tx, actor, now }, { campaignId }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    await refuseWhileLooking({ tx, actor, now }, campaign);
    const brakes = await loadBrakes(tx, campaignId);
    const asked = brakes.find(({ answer }) => answer === null);
    const open = asked === undefined ? null : { ...asked, authorIds: await loadAuthorIds(tx, campaign) };
    const people = await loadPeople(tx, [
      ...brakes.flatMap((brake) => [brake.askedById, brake.answeredById]),
      campaign.closingAskedById,
      campaign.failuresAcceptedById,
    ]);
    const progress = await loadCloseProgress(tx, campaignId);
    const askedById = asked === undefined ? actingPerson(actor)?.userId : asked.askedById;
    return {
      campaignId,
      state: campaign.state,
      effect: await loadCloseEffect(tx, actor.organizationId, campaign, now),
      skipped: await loadSkippedNow(tx, campaign, now),
      kinds: await loadRemovalKinds(tx, campaignId, campaign.definition.noResponse),
      lastAnswerId: (await loadLastAnswerId(tx, campaignId)) ?? "",
      brakes: brakes.map((brake) => toBrakeView(brake, people)),
      isOpen: open !== null,
      /** Whether there is an administrator beside whoever asked, or would ask. */
      hasSecond: (await loadAdministrators(tx)).some((id) => id !== askedById),
      progress,
      closer: people.get(campaign.closingAskedById ?? "") ?? null,
      closingAt: campaign.closingAt?.toISOString() ?? null,
      accepted:
        campaign.failuresAcceptedById === null
          ? null
          : { by: people.get(campaign.failuresAcceptedById) ?? null, reason: campaign.failuresReason ?? "" },
      allowed: allowedNow(campaign, open, progress, actor),
    };
  },
});

/** What closing it now would skip, in figures and in words; null where it skips nothing. */
async function loadSkippedNow(tx: Tx, { organizationId, id, state }: CampaignRow, now: Date) {
  const skipped = state === "running" ? await loadSkipped(tx, organizationId, id, now) : null;
  return skipped === null ? null : { ...skipped, words: skippedInWords(skipped) };
}

function toBrakeView(brake: BrakeRow, people: ReadonlyMap<string, PersonRow>) {
  const { askedById, askedAt, answeredById, answeredAt, ...asked } = brake;
  return {
    ...asked,
    askedBy: people.get(askedById ?? "") ?? null,
    askedAt: askedAt.toISOString(),
    answeredBy: people.get(answeredById ?? "") ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
  };
}

function allowedNow(
  campaign: CampaignRow,
  open: OpenBrake | null,
  progress: { open: number; failed: number },
  actor: Actor,
) {
  const denied = permitted(actor, "campaign:manage");
  const running = decideCampaign(campaign.state, "begin-close");
  const whileRunning = running.ok ? null : running.reason;
  const answer = (action: BrakeAction) =>
    denied ?? whileRunning ?? brakeProblem(open, action, actor) ?? (true as const);
  const whileClosing = campaign.state === "closing" ? null : "This review is not being closed.";
  const someFailed = progress.failed > 0 ? null : "Nothing of it has failed.";
  const allDone = progress.open === 0 ? null : "Its answers are still being carried out.";
  const waits = open === null ? null : "It waits for a second person to look at what it would end.";
  const isMine = open !== null && open.askedById === (actingPerson(actor)?.userId ?? "");
  return {
    close: denied ?? whileRunning ?? waits ?? (true as const),
    confirm: answer("confirm"),
    decline: answer("decline"),
    withdraw: answer("withdraw"),
    isMine,
    retry: denied ?? whileClosing ?? someFailed ?? (true as const),
    accept: denied ?? whileClosing ?? allDone ?? someFailed ?? (true as const),
  };
}
