import { checkReadiness } from "#lib/jobs/check-readiness.ts";

/** Whether requests can be served well: database, migrations, worker. 503 names what is missing. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness();
  return Response.json(readiness, {
    status: readiness.isReady ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
