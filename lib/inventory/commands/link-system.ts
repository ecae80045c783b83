import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { loadEditable, subjectOf } from "../load-editable.ts";
import { reassessTools } from "../reassess-tools.ts";
import { linkSystemInput } from "../system-input.ts";
import { findLink, insertLink, LINK_LIMIT, listReachedSystems } from "../system-link-store.ts";
import { holdSystem } from "../system-store.ts";

/** Says that a server reaches a system. What the system holds is within the server's reach: its tools are assessed again. */
export const linkSystem = command({
  name: "link-system",
  permission: "server:edit",
  input: linkSystemInput,
  run: async (context, { serverId, systemId, note }) => {
    const { tx, actor, now } = context;
    const server = await loadEditable(context, serverId);
    const system = await holdSystem(tx, systemId);
    if ((await findLink(tx, serverId, systemId)) !== null) {
      throw refused(`${server.name} is known to reach ${system.name}.`, subjectOf(server));
    }
    if ((await listReachedSystems(tx, [serverId])).length >= LINK_LIMIT) {
      throw refused(`A server reaches at most ${LINK_LIMIT} systems. Unlink one first.`, subjectOf(server));
    }
    const { organizationId } = actor;
    await insertLink(tx, { organizationId, serverId, systemId, note, linkedAt: now });
    const reassessed = await reassessTools(context, server);
    const { dataClasses } = system;
    const detail = { serverId, systemId, system: system.name, dataClasses, note };
    return {
      result: { serverId, systemId },
      events: [{ type: "server.system_linked", subject: subjectOf(server), detail }, ...reassessed],
    };
  },
});
