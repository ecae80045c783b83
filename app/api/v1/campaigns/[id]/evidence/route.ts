import { apiRoute } from "#lib/doors/api-route.ts";
import { exportEvidence } from "#lib/reviews/commands/export-evidence.ts";

/**
 * A POST, because that it was taken goes into the audit trail: nothing that merely follows links may write there.
 */
export const POST = apiRoute(
  exportEvidence,
  {
    says: "The evidence pack of a review, as a file. Send `{}`.",
    path: { id: "campaignId" },
    answer: { file: ["application/json"] },
  },
  async ({ actor, input }) => {
    const pack = await exportEvidence(actor, input);
    const day = (pack.record.campaign.closedAt ?? pack.generatedAt).slice(0, 10);
    return new Response(`${JSON.stringify(pack, null, 2)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="review-${fileSafe(pack.record.campaign.name)}-${day}.json"`,
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
