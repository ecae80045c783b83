import { conflict } from "#lib/kernel/app-error.ts";
import { bulkCommand, unchanged } from "#lib/kernel/command.ts";
import { eventsOfServers } from "../about-servers.ts";
import { loadLeft, saveClosing } from "../closing-store.ts";
import { EVIDENCE_FORMAT } from "../evidence.ts";
import { campaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { canonicalText } from "../seal.ts";
import { sealEvidence } from "../seal-evidence.ts";
import { loadSigners } from "../sign-off-store.ts";
import { lockCampaign } from "../store.ts";
import { tiesOut } from "../tally.ts";
import { loadTotals } from "../tally-store.ts";

/**
 * Closes a review whose every item has come to something, and hashes its evidence into the audit trail. Where something
 * failed it waits for a person, who has it tried again or closes it with that on record. Figures that do not tie out, or
 * are not those that the signer sees, are never sealed.
 */
export const sealClosing = bulkCommand({
  name: "seal-closing",
  permission: "campaign:end",
  input: campaignInput,
  run: async ({ tx, actor, now }, { campaignId }) => {
    const { organizationId } = actor;
    const campaign = await lockCampaign(tx, organizationId, campaignId, "update");
    const closed = decideCampaign(campaign.state, "close");
    if (!closed.ok) return unchanged({ isClosed: campaign.state === "closed" });
    const left = await loadLeft(tx, campaignId);
    if (left.open > 0 || (left.failed > 0 && campaign.failuresAcceptedById === null)) {
      return unchanged({ isClosed: false });
    }
    const { hash, totals } = await sealEvidence(tx, organizationId, campaign, now);
    const counted = await loadTotals(tx, campaignId, campaign.definition.noResponse);
    if (!tiesOut(totals) || canonicalText(totals) !== canonicalText(counted)) {
      throw new Error(
        `the items of review ${campaignId} do not come to what was counted, so it is not sealed`,
      );
    }
    const isSaved = await saveClosing(tx, organizationId, campaign, {
      state: closed.next,
      closedAt: now,
      evidenceHash: hash,
      evidenceFormat: EVIDENCE_FORMAT,
    });
    if (!isSaved) throw conflict("review");
    const { closingAskedById } = campaign;
    const signers = (await loadSigners(tx, campaignId)).slice(0, SIGNERS_TOLD).map(({ id }) => id);
    return {
      result: { isClosed: true },
      events: [
        {
          type: "campaign.closed",
          subject: { kind: "campaign", id: campaign.id, name: campaign.name },
          detail: {
            campaignId,
            totals: { ...totals },
            evidenceHash: hash,
            notify: [...new Set([...(closingAskedById === null ? [] : [closingAskedById]), ...signers])],
            href: `/reviews/${campaignId}`,
          },
        },
        ...(await eventsOfServers(tx, campaign, "server.review_closed")),
      ],
    };
  },
});

/** More administrators than this have each other. */
const SIGNERS_TOLD = 20;
