import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { serverOnlyInput } from "../input.ts";
import { subjectOf } from "../load-editable.ts";
import { decideRetirementCancel } from "../retirement.ts";
import { lockServerRow, saveServer } from "../store.ts";

const NOT_ASKED = { retireAskedById: null, retireAskedAt: null, retireReason: null, retireOn: null };

/** Takes back that a server is to be retired. */
export const cancelRetirement = command({
  name: "cancel-retirement",
  permission: "server:edit",
  input: serverOnlyInput,
  run: async ({ tx, actor, now }, { serverId }) => {
    const server = await lockServerRow(tx, serverId);
    const subject = subjectOf(server);
    const verdict = decideRetirementCancel(server, actor);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    await saveServer(tx, server, NOT_ASKED, now);
    const notify = [server.ownerId, server.backupOwnerId, server.retireAskedById].filter(
      (id) => id !== null && (actor.kind !== "person" || id !== actor.userId),
    );
    const detail = { serverId, serverSlug: server.slug, notify: [...new Set(notify)] };
    return { result: { serverId }, events: [{ type: "server.retirement_cancelled", subject, detail }] };
  },
});
