import type { Actor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";

/** The types of the newest events of this actor's organization, newest first. */
export function latestEvents(actor: Actor, count: number): Promise<string[]> {
  return inTenant(actor.organizationId, "read", async (tx) => {
    const rows = await tx.auditEvent.findMany({
      orderBy: { sequence: "desc" },
      take: count,
      select: { type: true },
    });
    return rows.map((row) => row.type);
  });
}
