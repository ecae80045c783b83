import { command } from "../../kernel/command.ts";
import { serverOnlyInput } from "../input.ts";
import { moveServer } from "../move-server.ts";

/** Puts a suspended server back into use; what was granted before holds again as far as it still fits. */
export const resumeServer = command({
  name: "resume-server",
  permission: "server:suspend",
  input: serverOnlyInput,
  run: async (context, { serverId }) => {
    const subject = await moveServer(context, serverId, "resume", null);
    return { result: { serverId }, events: [{ type: "server.resumed", subject, detail: { serverId } }] };
  },
});
