import { AppError, conflict } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { decideSignOff, type SignOff, signOffHash } from "../sign-off.ts";
import { signCampaignInput } from "../sign-off-input.ts";
import { insertSignOff, loadSignOffFacts } from "../sign-off-store.ts";
import { lockCampaign } from "../store.ts";
import { loadTotals } from "../tally-store.ts";

/**
 * Vouches for a closed review, its evidence and its totals, with a fresh sign-in. What was signed, when and by whom is
 * hashed into the audit trail beside the hash of the evidence.
 *
 * @throws AppError `forbidden` for who answered in it, or is not its signer; `refused` when it is not closed, or the
 *   sign-in is older than five minutes; `conflict` when its evidence is not what was on the screen
 */
export const signCampaign = command({
  name: "sign-campaign",
  permission: "campaign:sign",
  input: signCampaignInput,
  run: async ({ tx, actor, now }, { campaignId, evidenceHash, statement }) => {
    const { organizationId } = actor;
    const campaign = await lockCampaign(tx, organizationId, campaignId, "update");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    if (actor.kind !== "person") throw new AppError("forbidden", "Only people sign a review.", { subject });
    const facts = await loadSignOffFacts(tx, campaign, actor.userId);
    const verdict = decideSignOff(facts, actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (campaign.evidenceHash !== evidenceHash) throw conflict("review");
    const signOff: SignOff = {
      campaignId,
      signedById: actor.userId,
      signedAt: now.toISOString(),
      authenticatedAt: actor.authenticatedAt.toISOString(),
      statement: statement === undefined || statement === "" ? null : statement,
      evidenceHash,
      totals: await loadTotals(tx, campaignId, campaign.definition.noResponse),
    };
    await insertSignOff(tx, organizationId, signOff);
    const hash = signOffHash(signOff);
    return {
      result: { campaignId, signOffHash: hash },
      events: [
        {
          type: "campaign.signed",
          subject,
          detail: {
            campaignId,
            evidenceHash,
            signOffHash: hash,
            totals: signOff.totals,
            authenticatedAt: signOff.authenticatedAt,
            statement: signOff.statement,
          },
        },
      ],
    };
  },
});
