import type { Tx } from "#lib/kernel/db.ts";
import type { GlassFacts } from "../broken-glass.ts";
import { type GlassRow, type GlassSeatRow, listGlassSeats } from "../glass-store.ts";

export interface GatheredGlass {
  facts: GlassFacts;
  seats: GlassSeatRow[];
}

/** A use of break glass beside who is there now: all that a review of it depends on. */
export async function gatherGlass(tx: Tx, glass: GlassRow): Promise<GatheredGlass> {
  const seats = await listGlassSeats(tx, glass.organizationId, glass.requestId);
  return {
    facts: {
      ...glass,
      gainingIds: seats.flatMap(({ userId, gains }) => (gains ? [userId] : [])),
      seatIds: seats.flatMap(({ userId, holds }) => (holds ? [userId] : [])),
    },
    seats,
  };
}
