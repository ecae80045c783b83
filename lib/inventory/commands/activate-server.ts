import { command } from "../../kernel/command.ts";
import { serverWithReasonInput } from "../input.ts";
import { moveServer } from "../move-server.ts";

/** Says that a registered server is in use, for one that cannot be introspected. */
export const activateServer = command({
  name: "activate-server",
  permission: "server:suspend",
  input: serverWithReasonInput,
  run: async (context, { serverId, reason }) => {
    const subject = await moveServer(context, serverId, "activate", null);
    return {
      result: { serverId },
      events: [{ type: "server.activated", subject, detail: { serverId, reason } }],
    };
  },
});
