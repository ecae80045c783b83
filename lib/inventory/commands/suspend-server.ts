import { command } from "../../kernel/command.ts";
import { serverWithReasonInput } from "../input.ts";
import { moveServer } from "../move-server.ts";

/** Cuts a server off until it is resumed; the reason is shown wherever it appears. */
export const suspendServer = command({
  name: "suspend-server",
  permission: "server:suspend",
  input: serverWithReasonInput,
  run: async (context, { serverId, reason }) => {
    const subject = await moveServer(context, serverId, "suspend", reason);
    return {
      result: { serverId },
      events: [{ type: "server.suspended", subject, detail: { serverId, reason } }],
    };
  },
});
