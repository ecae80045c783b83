import { loadServer } from "../../inventory/steps/load-server.ts";
import { conflict } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { askedDigest } from "../asked-digest.ts";
import { introspectionInput } from "../input.ts";
import { loadIntrospection, moveIntrospection } from "../introspection-store.ts";
import { assertIntrospectable } from "../steps/assert-introspectable.ts";

/**
 * Takes a queued introspection in hand and returns what to connect to. Checks again that the server may be asked:
 * much can happen while a job waits.
 */
export const startIntrospection = command({
  name: "start-introspection",
  permission: "introspection:run",
  input: introspectionInput,
  run: async ({ tx, actor, now }, { introspectionId }) => {
    const { organizationId } = actor;
    const { serverId } = await loadIntrospection(tx, organizationId, introspectionId);
    const server = await loadServer(tx, { id: serverId });
    await assertIntrospectable(tx, organizationId, server);
    const moved = await moveIntrospection(tx, { organizationId, id: introspectionId }, "queued", {
      state: "running",
      startedAt: now,
      askedDigest: askedDigest(server),
    });
    if (!moved) throw conflict("introspection");
    const { transport, command: program, args, url } = server;
    return {
      result: { serverId, transport, command: program, args, url },
      events: [
        {
          type: "introspection.started",
          subject: { kind: "server", id: server.id, name: server.name },
          detail: { serverId, introspectionId },
        },
      ],
    };
  },
});
