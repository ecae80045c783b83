import { refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { type AnchorRow, type EventRow, loadAnchorEvent, loadAuditHead } from "../anchor-store.ts";
import {
  EVIDENCE_FORMAT,
  type EvidenceHeader,
  formatOf,
  type TrailEvent,
  type TrailPoint,
} from "../evidence.ts";
import { exportEvidenceInput } from "../evidence-input.ts";
import { loadEvidenceCampaign, loadEvidencePeople } from "../evidence-store.ts";
import { populationOf } from "../seal-evidence.ts";
import { refuseWhileLooking } from "../second-look.ts";
import { signOffHash } from "../sign-off.ts";
import { loadSignOff } from "../sign-off-store.ts";
import { loadCampaign } from "../store.ts";

/**
 * Puts into the audit trail that the evidence of a review is being taken out, before the first item leaves, and gives
 * what stands at its head. The hash in the event is the one that was anchored when the review closed; of a review that
 * still runs there is none, since it is a look at its present state.
 *
 * @throws AppError `refused` before its population is frozen, and for whoever is to look at something of it a second time
 */
export const startEvidenceExport = command({
  name: "start-evidence-export",
  permission: "evidence:export",
  input: exportEvidenceInput,
  run: async ({ tx, actor, now }, { campaignId, format }) => {
    const { organizationId } = actor;
    const campaign = await loadCampaign(tx, organizationId, campaignId);
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    if (campaign.populationHash === null) {
      throw refused("Its population is not frozen yet, so there is no evidence.", subject);
    }
    await refuseWhileLooking({ tx, actor, now }, campaign);
    const closed = await loadAnchorEvent(tx, campaign.id, "campaign.closed");
    const signed = await loadAnchorEvent(tx, campaign.id, "campaign.signed");
    const signOff = await loadSignOff(tx, organizationId, campaign.id);
    const { evidenceHash, evidenceFormat } = campaign;
    const named = [
      campaign.createdById,
      campaign.startedById,
      closed?.actorId ?? null,
      signOff?.signedById ?? null,
      campaign.closingAskedById,
      campaign.failuresAcceptedById,
    ];
    const formatVersion = formatOf(evidenceFormat);
    const stored = await loadEvidenceCampaign(tx, organizationId, campaign.id, formatVersion);
    const exportId = newId(now);
    const header: EvidenceHeader = {
      format: "steward-review-evidence",
      formatVersion,
      exportId,
      generatedAt: now.toISOString(),
      isFinal: campaign.closedAt !== null,
      state: campaign.state,
      campaign: stored,
      population: populationOf(campaign),
      evidenceAtClose:
        evidenceHash === null ? null : { format: evidenceFormat ?? EVIDENCE_FORMAT, hash: evidenceHash },
      ...(formatVersion === 3
        ? {}
        : { signOff: signOff === null ? null : { ...signOff, hash: signOffHash(signOff) } }),
      people: await loadEvidencePeople(tx, campaign.id, named),
      anchor: {
        head: toPoint(await loadAuditHead(tx)),
        closed: toEvent(closed),
        ...(formatVersion === 3 ? {} : { signed: toEvent(signed) }),
      },
    };
    return {
      result: { header, definition: campaign.definition },
      events: [
        {
          type: "campaign.evidence_exported",
          subject,
          detail: {
            campaignId,
            exportId,
            format,
            isFinal: header.isFinal,
            populationHash: campaign.populationHash,
            evidenceHash,
          },
        },
      ],
    };
  },
});

function toEvent(event: EventRow | null): TrailEvent | null {
  return event === null
    ? null
    : { ...toPoint(event), by: event.actorName, at: event.occurredAt.toISOString() };
}

function toPoint(anchor: AnchorRow): TrailPoint;
function toPoint(anchor: AnchorRow | null): TrailPoint | null;
function toPoint(anchor: AnchorRow | null): TrailPoint | null {
  if (anchor === null) return null;
  return { sequence: Number(anchor.sequence), hash: Buffer.from(anchor.hash).toString("hex") };
}
