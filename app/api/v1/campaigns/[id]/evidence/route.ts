import { evidenceResponse } from "#app/evidence-response.ts";
import { apiRoute } from "#lib/doors/api-route.ts";
import type { EvidenceFile } from "#lib/reviews/evidence-input.ts";
import { exportEvidenceInput } from "#lib/reviews/evidence-input.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";

/** A POST, because that it was taken goes into the audit trail. The page has a link for it, which only Steward's own pages may follow. */
export const POST = apiRoute(
  { input: exportEvidenceInput, permission: "evidence:export" },
  {
    says: "The evidence pack of a review (JSON or CSV), or a report of it (PDF), as a file that is made while it is sent. The format may stand in the query string too.",
    path: { id: "campaignId" },
    answer: { file: ["application/json", "text/csv", "application/pdf"] },
  },
  async ({ actor, input, search }) => {
    const asked = input.format ?? (search.get("format") as EvidenceFile | null) ?? undefined;
    return evidenceResponse(await exportEvidence(actor, { ...input, format: asked }));
  },
);
