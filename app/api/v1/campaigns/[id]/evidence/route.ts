import { apiRoute } from "#lib/doors/api-route.ts";
import { textStream } from "#lib/doors/text-stream.ts";
import type { EvidenceFile } from "#lib/reviews/evidence-input.ts";
import { exportEvidenceInput } from "#lib/reviews/evidence-input.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";

const MEDIA_TYPE: Record<EvidenceFile, string> = {
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
  pdf: "application/pdf",
};

/**
 * A POST, because that it was taken goes into the audit trail: nothing that merely follows links may write there.
 */
export const POST = apiRoute(
  { input: exportEvidenceInput, permission: "evidence:export" },
  {
    says: "The evidence pack of a review (JSON or CSV), or a report of it (PDF), as a file that is made while it is sent. The format may stand in the query string too.",
    path: { id: "campaignId" },
    answer: { file: ["application/json", "text/csv", "application/pdf"] },
  },
  async ({ actor, input, search }) => {
    const asked = input.format ?? (search.get("format") as EvidenceFile | null) ?? undefined;
    const { header, format, pieces } = await exportEvidence(actor, { ...input, format: asked });
    const day = (header.campaign.closedAt ?? header.generatedAt).slice(0, 10);
    return new Response(textStream(pieces), {
      headers: {
        "content-type": MEDIA_TYPE[format],
        "content-disposition": `attachment; filename="review-${fileSafe(header.campaign.name)}-${day}.${format}"`,
        "cache-control": "no-store",
      },
    });
  },
);

function fileSafe(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 80);
}
