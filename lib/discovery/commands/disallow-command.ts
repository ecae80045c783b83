import { notFound } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { commandInput } from "../input.ts";
import { deleteAllowedCommand } from "../schedule-store.ts";

/**
 * Takes back that a command may run. A look that waits is refused when its turn comes; one that runs already ends
 * within its own limits. @throws AppError `not_found` when it is not allowed
 */
export const disallowCommand = command({
  name: "disallow-command",
  permission: "command:allow",
  input: commandInput,
  run: async ({ tx, actor }, { commandDigest }) => {
    const taken = await deleteAllowedCommand(tx, actor.organizationId, commandDigest);
    if (taken === null) throw notFound("allowed command");
    return {
      result: null,
      events: [
        {
          type: "command.disallowed",
          subject: { kind: "command", id: null, name: taken.command },
          detail: { command: taken.command, args: taken.args, digest: commandDigest },
        },
      ],
    };
  },
});
