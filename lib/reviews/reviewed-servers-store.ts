import { z } from "zod";
import type { Tx } from "#lib/kernel/db.ts";

const markedInput = z.object({
  end: z.number().int().nullable(),
  servers: z.array(z.object({ id: z.uuid(), name: z.string(), nextReviewOn: z.iso.date() })),
});

export interface Marked {
  /** The position at which the next stretch begins; null when it was the last. */
  end: number | null;
  servers: { id: string; name: string; nextReviewOn: string }[];
}

/** Notes that servers of a closed review were reviewed: see `mark_servers_reviewed` in the migrations. */
export async function markReviewed(
  tx: Tx,
  campaignId: string,
  { after, rows }: { after: number; rows: number },
): Promise<Marked> {
  const [row] = await tx.$queryRaw<{ marked: unknown }[]>`
    select mark_servers_reviewed(${campaignId}::uuid, ${after}::int, ${rows}::int) as marked`;
  return markedInput.parse(row?.marked);
}
