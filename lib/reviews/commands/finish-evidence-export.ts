import { command } from "#lib/kernel/command.ts";
import { finishEvidenceExportInput } from "../evidence-input.ts";
import { loadCampaign } from "../store.ts";

/** Puts into the audit trail how an export of evidence ended, with the hash of exactly the file that left. */
export const finishEvidenceExport = command({
  name: "finish-evidence-export",
  permission: "evidence:export",
  input: finishEvidenceExportInput,
  run: async ({ tx, actor }, { campaignId, ...detail }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    return {
      result: null,
      events: [
        {
          type: "campaign.evidence_export_ended",
          subject: { kind: "campaign", id: campaign.id, name: campaign.name },
          detail: { campaignId, ...detail },
        },
      ],
    };
  },
});
