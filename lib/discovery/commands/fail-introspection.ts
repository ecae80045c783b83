import { loadServer } from "../../inventory/steps/load-server.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { failIntrospectionInput } from "../input.ts";
import { loadIntrospection, moveIntrospection } from "../introspection-store.ts";
import { noteLook } from "../note-look.ts";

/** Records that a server could not be asked, and why. What was known of its tools stays as it was. */
export const failIntrospection = command({
  name: "fail-introspection",
  permission: "introspection:run",
  input: failIntrospectionInput,
  run: async ({ tx, actor, now }, { introspectionId, code, message, durationMs }) => {
    const { organizationId } = actor;
    const { serverId, state } = await loadIntrospection(tx, organizationId, introspectionId);
    if (state !== "queued" && state !== "running") return unchanged(null);
    const server = await loadServer(tx, { id: serverId });
    const moved = await moveIntrospection(tx, { organizationId, id: introspectionId }, state, {
      state: "failed",
      finishedAt: now,
      durationMs,
      errorCode: code,
      errorMessage: message,
    });
    if (!moved) return unchanged(null);
    await noteLook(tx, { organizationId, serverId, introspectionId, isAnswered: false }, now);
    return {
      result: null,
      events: [
        {
          type: "introspection.failed",
          subject: { kind: "server", id: server.id, name: server.name },
          detail: { serverId, introspectionId, code, message },
        },
      ],
    };
  },
});
