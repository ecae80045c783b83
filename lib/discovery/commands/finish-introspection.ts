import type { Drift } from "../../inventory/drift.ts";
import { lockServer } from "../../inventory/steps/lock-server.ts";
import { recordTools } from "../../inventory/steps/record-tools.ts";
import { conflict } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { askedDigest } from "../asked-digest.ts";
import { discardAnswer } from "../discard-answer.ts";
import { finishIntrospectionInput } from "../input.ts";
import { loadIntrospection, loadLastOffers, moveIntrospection } from "../introspection-store.ts";
import { noteLook } from "../note-look.ts";
import { compareOffers, type Offers } from "../offer-drift.ts";

/**
 * Records what a server offers: tools are compared with what was known, and whatever changed materially is suspended
 * in this same transaction (product rule 2). An answer of a connection that the server does not have any more is
 * discarded, and the server asked again.
 */
export const finishIntrospection = command({
  name: "finish-introspection",
  permission: "introspection:run",
  input: finishIntrospectionInput,
  run: async (context, { introspectionId, answer }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const look = await loadIntrospection(tx, organizationId, introspectionId);
    const { serverId } = look;
    // Nobody gives it another connection between the comparison and the recording.
    const server = await lockServer(tx, serverId);
    if (look.askedDigest !== null && look.askedDigest !== askedDigest(server))
      return discardAnswer(context, { look, server, durationMs: answer.durationMs });
    const recorded = await recordTools(context, { serverId, tools: answer.tools });
    const offers: Offers = {
      resources: answer.resources,
      templates: answer.templates,
      prompts: answer.prompts,
    };
    const offersBefore = await loadLastOffers(tx, serverId);
    const moved = await moveIntrospection(tx, { organizationId, id: introspectionId }, "running", {
      state: "succeeded",
      finishedAt: now,
      durationMs: answer.durationMs,
      protocolVersion: answer.protocolVersion,
      serverName: answer.serverName,
      serverVersion: answer.serverVersion,
      toolCount: answer.tools.length,
      resourceCount: answer.resources?.count ?? null,
      templateCount: answer.templates?.count ?? null,
      promptCount: answer.prompts?.count ?? null,
      offers,
      drift: { ...summary(recorded.drift), ...compareOffers(offersBefore, offers) },
      warnings: answer.warnings,
    });
    if (!moved) throw conflict("introspection");
    await noteLook(tx, { organizationId, serverId, introspectionId, isAnswered: true }, now);
    return {
      result: { toolCount: answer.tools.length },
      events: [
        {
          type: "introspection.succeeded",
          subject: { kind: "server", id: server.id, name: server.name },
          detail: {
            serverId,
            introspectionId,
            protocolVersion: answer.protocolVersion,
            tools: answer.tools.length,
          },
        },
        ...recorded.events,
      ],
    };
  },
});

/** What changed since the last look, by name; the definitions themselves are kept per tool. */
function summary({ added, removed, renamed, changed }: Drift) {
  return {
    added: added.map((tool) => tool.name),
    removed: removed.map((tool) => tool.name),
    renamed: renamed.map(({ from, to }) => ({ from, to })),
    changed: changed.map(({ name, severity }) => ({ name, severity })),
  };
}
