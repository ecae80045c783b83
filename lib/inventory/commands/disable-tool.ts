import { refused } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { someEvents } from "../../kernel/events.ts";
import { disableToolInput } from "../input.ts";
import { loadEditable } from "../load-editable.ts";
import { setToolState } from "../steps/set-tool-state.ts";
import { loadToolFacts } from "../tool-store.ts";

/** Says that a tool is not to be used. One that is in force or asked for is ended there, where the proof is kept. */
export const disableTool = command({
  name: "disable-tool",
  permission: "server:edit",
  input: disableToolInput,
  run: async (context, { toolId, reason }) => {
    await loadEditable(context, (await loadToolFacts(context.tx, toolId)).serverId);
    // Read again: whoever held the server may have asked for it.
    const tool = await loadToolFacts(context.tx, toolId);
    const subject = { kind: "tool", id: tool.id, name: tool.name };
    if (tool.state === "enabled" || tool.state === "suspended") {
      throw refused("A grant for this tool is in force. Revoke the grant; that disables the tool.", subject);
    }
    if (tool.state === "pending") {
      throw refused("An approval is being decided for this tool. Withdraw the request first.", subject);
    }
    const events = someEvents(await setToolState(context, { toolId, action: "disable", reason }));
    return events === null ? unchanged({ toolId }) : { result: { toolId }, events };
  },
});
