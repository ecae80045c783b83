import { actorId } from "../../kernel/actor.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { assignOwnersInput } from "../input.ts";
import { loadEditable, subjectOf } from "../load-editable.ts";
import { loadOwners } from "../owners.ts";
import { holdCandidates } from "../ownership-store.ts";
import { findPeople, saveServer } from "../store.ts";

/**
 * Puts people into a server's seats without asking them: an orphan, or in an emergency. For administrators, with a
 * reason; everybody else offers a seat, and the receiver accepts. An open offer of a seat that changes is void.
 */
export const assignOwners = command({
  name: "assign-owners",
  permission: "ownership:assign",
  input: assignOwnersInput,
  run: async (context, { serverId, version, ownerId, backupOwnerId, reason }) => {
    const server = await loadEditable(context, serverId, version);
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
