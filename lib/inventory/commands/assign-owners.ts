import { command, unchanged } from "../../kernel/command.ts";
import { assignOwnersInput } from "../input.ts";
import { loadEditable, subjectOf } from "../load-editable.ts";
import { loadOwners } from "../owners.ts";
import { findPeople, saveServer } from "../store.ts";

/** Names who answers for a server, and who does when they cannot. Both must be active people. */
export const assignOwners = command({
  name: "assign-owners",
  permission: "server:edit",
  input: assignOwnersInput,
  run: async (context, { serverId, version, ownerId, backupOwnerId }) => {
    const server = await loadEditable(context, serverId, version);
    if (server.ownerId === ownerId && server.backupOwnerId === backupOwnerId) return unchanged({ serverId });
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
