import { evidenceResponse } from "#app/evidence-response.ts";
import { type RouteHandler, route } from "#lib/doors/route.ts";
import { notFound } from "#lib/kernel/app-error.ts";
import { EVIDENCE_FILES } from "#lib/reviews/evidence-input.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";

const file = route(async ({ actor, params }) => {
  const format = EVIDENCE_FILES.find((one) => one === params.format);
  if (format === undefined) throw notFound("file");
  return evidenceResponse(await exportEvidence(actor, { campaignId: params.id ?? "", format }));
});

/**
 * `GET` -> the file, straight to where the browser keeps such. Where there is none, the page beside it says why; who is not
 * signed in is told so here, as everywhere.
 */
export const GET: RouteHandler = async (request, context) => {
  const response = await file(request, context);
  if (response.ok || response.status === 401) return response;
  const { id = "" } = (await context.params) ?? {};
  const location = `/reviews/${encodeURIComponent(id)}/evidence?failed=${response.status}`;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
};
