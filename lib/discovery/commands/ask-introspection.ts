import { decideEdit } from "../../inventory/model.ts";
import { loadServer } from "../../inventory/steps/load-server.ts";
import { actorName } from "../../kernel/actor.ts";
import { AppError, refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { serverInput } from "../input.ts";
import { insertIntrospection } from "../introspection-store.ts";
import { assertIntrospectable } from "../steps/assert-introspectable.ts";

/** The job that asks a server; its attempts are one, since every try is recorded as an introspection of its own. */
export const INTROSPECT_TASK = "introspect-server";

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
    const introspectionId = newId(now);
    const isQueued = await insertIntrospection(tx, {
      organizationId,
      id: introspectionId,
      serverId,
      askedByName: actorName(actor),
      askedAt: now,
    });
    if (!isQueued) {
      throw refused("This server is being asked already; its answer will be here in a moment.", subject);
    }
    return {
      result: { introspectionId },
      events: [{ type: "introspection.asked", subject, detail: { serverId, introspectionId } }],
      jobs: [{ task: INTROSPECT_TASK, payload: { introspectionId }, key: introspectionId, maxAttempts: 1 }],
    };
  },
});
