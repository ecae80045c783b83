import { loadServer } from "../../inventory/steps/load-server.ts";
import { actingPerson } from "../../kernel/actor.ts";
import { AppError, conflict, refused } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { commandDigest } from "../command-digest.ts";
import { allowCommandInput } from "../input.ts";
import { insertAllowedCommand } from "../introspection-store.ts";
import { releaseServer } from "../schedule-store.ts";

/** Lets Steward run exactly the command this server is registered with, to ask it what it offers. */
export const allowCommand = command({
  name: "allow-command",
  permission: "command:allow",
  input: allowCommandInput,
  run: async ({ tx, actor, now }, { serverId, commandDigest: shown }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person can allow a command to run.");
    const server = await loadServer(tx, { id: serverId });
    const subject = { kind: "server", id: server.id, name: server.name };
    if (server.command === null)
      throw refused("This server is reached by URL; no command is run for it.", subject);
    const digest = commandDigest(server.command, server.args);
    // Allowed is what the administrator has read, not what somebody put there meanwhile.
    if (shown !== undefined && shown !== digest) throw conflict("server");
    const isNew = await insertAllowedCommand(tx, {
      organizationId: actor.organizationId,
      digest,
      command: server.command,
      args: server.args,
      allowedById: person.userId,
      allowedAt: now,
    });
    if (!isNew) return unchanged(null);
    await releaseServer(tx, server.id, now);
    return {
      result: null,
      events: [
        {
          type: "command.allowed",
          subject,
          detail: { serverId: server.id, command: server.command, args: server.args },
        },
      ],
    };
  },
});
