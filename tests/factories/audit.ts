import { inTenant } from "#lib/kernel/db.ts";
import type { EventType } from "#lib/kernel/events.ts";

/** What the trail of an organization holds of one type, oldest first. */
export async function eventsOf(organizationId: string, type: EventType) {
  return inTenant(organizationId, "read", (tx) =>
    tx.auditEvent.findMany({
      where: { type },
      orderBy: { sequence: "asc" },
      select: {
        type: true,
        subjectId: true,
        subjectName: true,
        actorId: true,
        actorKind: true,
        actorName: true,
        detail: true,
      },
    }),
  );
}
