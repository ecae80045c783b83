import { decideEdit } from "../../inventory/model.ts";
import { loadServer } from "../../inventory/steps/load-server.ts";
import { actorName } from "../../kernel/actor.ts";
import { AppError, refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { serverInput } from "../input.ts";
import { queueLook } from "../queue-look.ts";
import { assertIntrospectable } from "../steps/assert-introspectable.ts";

/** Asks for a server to be asked what it offers; the worker does it. */
export const askIntrospection = command({
  name: "ask-introspection",
  permission: "introspection:ask",
  input: serverInput,
  run: async ({ tx, actor, now }, { serverId }) => {
    const { organizationId } = actor;
    const server = await loadServer(tx, { id: serverId });
    const subject = { kind: "server", id: server.id, name: server.name };
    if (actor.kind === "person") {
      const verdict = decideEdit(server, actor);
      if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    }
    await assertIntrospectable(tx, organizationId, server);
    const queued = await queueLook(tx, { organizationId, server, askedByName: actorName(actor) }, now);
    if (queued === null) {
      throw refused("This server is being asked already; its answer will be here in a moment.", subject);
    }
    const { introspectionId, event, job } = queued;
    return { result: { introspectionId }, events: [event], jobs: [job] };
  },
});
