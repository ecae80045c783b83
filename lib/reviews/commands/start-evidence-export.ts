import { refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { type AnchorRow, loadAuditHead, loadCloseEvent } from "../anchor-store.ts";
import { EVIDENCE_FORMAT, type EvidenceHeader, type TrailPoint } from "../evidence.ts";
import { exportEvidenceInput } from "../evidence-input.ts";
import { loadEvidenceCampaign, loadEvidencePeople } from "../evidence-store.ts";
import { populationOf } from "../seal-evidence.ts";
import { loadCampaign } from "../store.ts";

/**
 * Puts into the audit trail that the evidence of a review is being taken out, before the first item leaves, and gives
 * what stands at its head. The hash in the event is the one that was anchored when the review closed; of a review that
 * still runs there is none, since it is a look at its present state.
 *
 * @throws AppError `refused` before its population is frozen
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
    const stored = await loadEvidenceCampaign(tx, organizationId, campaign.id);
    const closed = await loadCloseEvent(tx, campaign.id);
    const { evidenceHash, evidenceFormat } = campaign;
    const named = [campaign.createdById, campaign.startedById, closed?.actorId ?? null];
    const exportId = newId(now);
    const header: EvidenceHeader = {
      format: "steward-review-evidence",
      formatVersion: EVIDENCE_FORMAT,
      exportId,
      generatedAt: now.toISOString(),
      isFinal: campaign.closedAt !== null,
      state: campaign.state,
      campaign: stored,
      population: populationOf(campaign),
      evidenceAtClose:
        evidenceHash === null ? null : { format: evidenceFormat ?? EVIDENCE_FORMAT, hash: evidenceHash },
      people: await loadEvidencePeople(tx, campaign.id, named),
      anchor: {
        head: toPoint(await loadAuditHead(tx)),
        closed:
          closed === null
            ? null
            : { ...toPoint(closed), by: closed.actorName, at: closed.occurredAt.toISOString() },
      },
    };
    return {
      result: { header, definition: campaign.definition },
      events: [
        {
          type: "campaign.evidence_exported",
          subject,
          detail: {
            serverId: campaign.serverId,
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

function toPoint(anchor: AnchorRow): TrailPoint;
function toPoint(anchor: AnchorRow | null): TrailPoint | null;
function toPoint(anchor: AnchorRow | null): TrailPoint | null {
  if (anchor === null) return null;
  return { sequence: Number(anchor.sequence), hash: Buffer.from(anchor.hash).toString("hex") };
}
