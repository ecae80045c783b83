import { metricsText } from "#lib/jobs/metrics-text.ts";

/** What there is to watch, for Prometheus. Counts and ages only: nothing that belongs to one organization. */
export async function GET(): Promise<Response> {
  return new Response(await metricsText(), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
}
