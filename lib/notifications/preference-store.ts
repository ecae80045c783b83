import type { Tx } from "../kernel/db.ts";
import type { EmailChoice, EventGroup } from "./event-group.ts";

export interface KeptPreference {
  emails: Record<EventGroup, EmailChoice>;
  timeZone: string | null;
  digestHour: number;
}

/** What a person chose, as it is kept, or null. */
export async function loadPreference(tx: Tx, organizationId: string, userId: string) {
  return tx.noticePreference.findUnique({
    where: { organizationId_userId: { organizationId, userId } },
    select: { emails: true, timeZone: true, digestHour: true },
  });
}

export async function savePreference(
  tx: Tx,
  organizationId: string,
  userId: string,
  kept: KeptPreference,
  at: Date,
): Promise<void> {
  const data = { ...kept, changedAt: at };
  await tx.noticePreference.upsert({
    where: { organizationId_userId: { organizationId, userId } },
    create: { organizationId, userId, ...data },
    update: data,
  });
}
