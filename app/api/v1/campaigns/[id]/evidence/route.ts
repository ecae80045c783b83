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
    const { serverSlug } = pack.record.population.query;
    const day = (pack.record.campaign.closedAt ?? pack.generatedAt).slice(0, 10);
    return new Response(`${JSON.stringify(pack, null, 2)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="review-${fileSafe(serverSlug)}-${day}.json"`,
        "cache-control": "no-store",
      },
    });
  },
);

/** A slug is plain already; a header must not depend on that. */
function fileSafe(slug: string): string {
  return slug.replaceAll(/[^a-z0-9-]/g, "-");
}
