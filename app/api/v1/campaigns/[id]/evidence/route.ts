import { route } from "#lib/doors/route.ts";
import { exportEvidence } from "#lib/reviews/commands/export-evidence.ts";

/**
 * `POST {}` -> the evidence pack of a review, as a file. A POST, because that it was taken goes into the audit trail:
 * nothing that merely follows links may write there.
 */
export const POST = route(async ({ actor, params }) => {
  const pack = await exportEvidence(actor, { campaignId: params.id ?? "" });
  const { serverSlug } = pack.record.population.query;
  const day = (pack.record.campaign.closedAt ?? pack.generatedAt).slice(0, 10);
  return new Response(`${JSON.stringify(pack, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="review-${fileSafe(serverSlug)}-${day}.json"`,
      "cache-control": "no-store",
    },
  });
});

/** A slug is plain already; a header must not depend on that. */
function fileSafe(slug: string): string {
  return slug.replaceAll(/[^a-z0-9-]/g, "-");
}
