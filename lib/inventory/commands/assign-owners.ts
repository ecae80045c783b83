import { actorId } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import type { ServerFacts } from "../facts.ts";
import { assignOwnersInput } from "../input.ts";
import { loadEditable, subjectOf } from "../load-editable.ts";
import { loadOwners } from "../owners.ts";
import { holdCandidates } from "../ownership-store.ts";
import { findPeople, saveServer } from "../store.ts";

/**
 * Puts people into a server's seats without asking them: an orphan, or in an emergency. For administrators, with a
 * reason; everybody else offers a seat, and the receiver accepts. An open offer of a seat that changes is void. Whoever
 * is the backup owner and named for both seats moves up; in production somebody else must be named for the backup's.
 */
export const assignOwners = command({
  name: "assign-owners",
  permission: "ownership:assign",
  input: assignOwnersInput,
  run: async (context, { serverId, version, reason, ...wanted }) => {
    const server = await loadEditable(context, serverId, version);
    const { ownerId, backupOwnerId } = movedUp(server, wanted);
    if (server.ownerId === ownerId && server.backupOwnerId === backupOwnerId) return unchanged({ serverId });
    await holdCandidates(
      context.tx,
      [ownerId, backupOwnerId].filter((id) => id !== null),
    );
    const after = await loadOwners(context.tx, { ownerId, backupOwnerId }, server.environment);
    const before = await findPeople(
      context.tx,
      [server.ownerId, server.backupOwnerId].filter((id) => id !== null),
    );
    const nameBefore = (id: string | null) => before.find((person) => person.id === id)?.name ?? null;
    await saveServer(context.tx, server, { ownerId, backupOwnerId }, context.now);
    return {
      result: { serverId },
      events: [
        {
          type: "server.owners_changed",
          subject: subjectOf(server),
          detail: {
            serverId,
            ownerId,
            backupOwnerId,
            reason,
            isDirect: true,
            notify: [ownerId, backupOwnerId].filter((id) => id !== null && id !== actorId(context.actor)),
            serverSlug: server.slug,
            changes: {
              owner: { before: nameBefore(server.ownerId), after: after.owner.name },
              backupOwner: {
                before: nameBefore(server.backupOwnerId),
                after: after.backupOwner?.name ?? null,
              },
            },
          },
        },
      ],
    };
  },
});

/** @throws AppError `invalid` in production, where the seat that is left may not stay empty */
function movedUp(
  server: ServerFacts,
  wanted: { ownerId: string; backupOwnerId: string | null },
): { ownerId: string; backupOwnerId: string | null } {
  const isMove = wanted.ownerId === wanted.backupOwnerId && wanted.ownerId === server.backupOwnerId;
  if (!isMove) return wanted;
  if (server.environment !== "production") return { ...wanted, backupOwnerId: null };
  throw new AppError("invalid", "One field needs attention.", {
    fields: {
      backupOwnerId: "The backup owner moves up. Choose a new one: in production two people answer.",
    },
  });
}
