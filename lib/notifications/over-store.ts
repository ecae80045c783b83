import type { Tx } from "../kernel/db.ts";
import type { EventType, JsonObject } from "../kernel/events.ts";
import { ASKING_EVENTS, ENDING_EVENTS } from "./over.ts";
import { type WhatIsOver, whatIsOver } from "./what-is-over.ts";

/**
 * What of these subjects is over by now. Holds the organization's notices until commit: whoever closes some meanwhile
 * waits and finds what was written here, and whoever comes later sees what was closed.
 */
export async function lockWhatIsOver(
  tx: Tx,
  organizationId: string,
  subjectIds: readonly string[],
): Promise<WhatIsOver> {
  if (subjectIds.length === 0) return whatIsOver([]);
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('notices:' || ${organizationId}, 0))`;
  const rows = await tx.auditEvent.findMany({
    where: {
      organizationId,
      subjectId: { in: [...new Set(subjectIds)] },
      type: { in: [...ASKING_EVENTS, ...ENDING_EVENTS] },
    },
    orderBy: { sequence: "asc" },
    select: { id: true, type: true, subjectKind: true, subjectId: true, subjectName: true, detail: true },
  });
  return whatIsOver(
    rows.map((row) => ({
      id: row.id,
      // The table holds only what the kernel wrote: a known type and a JSON object.
      type: row.type as EventType,
      subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
      detail: row.detail as JsonObject,
    })),
  );
}
