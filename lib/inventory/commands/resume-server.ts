import { command } from "../../kernel/command.ts";
import { serverWithReasonInput } from "../input.ts";
import { moveServer } from "../move-server.ts";

/** Puts a suspended server back into use, with a reason; what was granted before holds again as far as it still fits. */
export const resumeServer = command({
  name: "resume-server",
  permission: "server:suspend",
  input: serverWithReasonInput,
  run: async (context, { serverId, reason }) => {
    const subject = await moveServer(context, serverId, "resume", null);
    return {
      result: { serverId },
      events: [{ type: "server.resumed", subject, detail: { serverId, reason } }],
    };
  },
});
