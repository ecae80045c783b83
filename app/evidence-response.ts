import { textStream } from "#lib/doors/text-stream.ts";
import type { EvidenceFile } from "#lib/reviews/evidence-input.ts";
import type { EvidenceExport } from "#lib/reviews/export-evidence.ts";

const MEDIA_TYPE: Record<EvidenceFile, string> = {
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
  pdf: "application/pdf",
};

/** The evidence of a review as a file that is made while it is sent. Its name carries the day. */
export function evidenceResponse({ header, format, pieces }: EvidenceExport): Response {
  const day = (header.campaign.closedAt ?? header.generatedAt).slice(0, 10);
  return new Response(textStream(pieces), {
    headers: {
      "content-type": MEDIA_TYPE[format],
      "content-disposition": `attachment; filename="review-${fileSafe(header.campaign.name)}-${day}.${format}"`,
      "cache-control": "no-store",
    },
  });
}

function fileSafe(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^review-(of-)?/, "")
    .slice(0, 80);
}
