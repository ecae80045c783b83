import { textStream } from "#lib/doors/text-stream.ts";
import { now } from "#lib/kernel/clock.ts";

/** A CSV file that is made while it is sent. The name carries the day. */
export function csvResponse(name: string, pieces: AsyncGenerator<string>): Response {
  const day = now().toISOString().slice(0, 10);
  return new Response(textStream(pieces), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}-${day}.csv"`,
      "cache-control": "no-store",
    },
  });
}
