import type { CommandContext } from "../kernel/command.ts";
import type { AuditableEvent, JsonObject } from "../kernel/events.ts";
import type { OwnershipSeat } from "../kernel/generated/enums.ts";
import { subjectOf } from "./load-editable.ts";
import type { SeatedServer } from "./ownership-store.ts";
import { saveServer } from "./store.ts";

type Person = { id: string; name: string } | null;

/**
 * Puts a person into a seat. A backup owner who becomes the owner changes seats with an owner who is still here, and
 * leaves the backup's seat empty when there is none: one person never answers twice.
 */
export async function takeSeat(
  { tx, now }: CommandContext,
  server: SeatedServer,
  { seat, person, how }: { seat: OwnershipSeat; person: { id: string; name: string }; how: JsonObject },
): Promise<AuditableEvent> {
  const { owner, backupOwner } = server;
  const left = owner?.isActive === true ? owner : null;
  const after: { owner: Person; backupOwner: Person } =
    seat === "owner"
      ? { owner: person, backupOwner: backupOwner?.id === person.id ? left : backupOwner }
      : { owner, backupOwner: person };
  const ids = { ownerId: after.owner?.id ?? null, backupOwnerId: after.backupOwner?.id ?? null };
  await saveServer(tx, server, ids, now);
  return {
    type: "server.owners_changed",
    subject: subjectOf(server),
    detail: {
      serverId: server.id,
      ...ids,
      ...how,
      changes: {
        ...changed("owner", owner, after.owner),
        ...changed("backupOwner", backupOwner, after.backupOwner),
      },
    },
  };
}

function changed(field: string, before: Person, after: Person): JsonObject {
  if (before?.id === after?.id) return {};
  return { [field]: { before: before?.name ?? null, after: after?.name ?? null } };
}
