import { AppError, notFound } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { loadEditable, subjectOf } from "../load-editable.ts";
import { reassessTools } from "../reassess-tools.ts";
import { decideRegulatedLoss } from "../server-change.ts";
import { unlinkSystemInput } from "../system-input.ts";
import { deleteLink, findLink } from "../system-link-store.ts";
import { loadSystem } from "../system-store.ts";

/** Says that a server no longer reaches a system. Its tools are assessed again. */
export const unlinkSystem = command({
  name: "unlink-system",
  permission: "server:edit",
  input: unlinkSystemInput,
  run: async (context, { serverId, systemId }) => {
    const server = await loadEditable(context, serverId);
    const system = await loadSystem(context.tx, systemId);
    if ((await findLink(context.tx, serverId, systemId)) === null) throw notFound("system");
    const verdict = decideRegulatedLoss(system.dataClasses, context.actor);
    if (!verdict.ok) throw new AppError("forbidden", verdict.reason, { subject: subjectOf(server) });
    await deleteLink(context.tx, serverId, systemId);
    const reassessed = await reassessTools(context, server);
    const detail = { serverId, systemId, system: system.name, dataClasses: system.dataClasses };
    return {
      result: { serverId, systemId },
      events: [{ type: "server.system_unlinked", subject: subjectOf(server), detail }, ...reassessed],
    };
  },
});
