import { z } from "zod";
import { launchedPackage } from "../inventory/launched-package.ts";
import { systemActor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { certificateSettings, env, ownSecrets } from "../kernel/env.ts";
import type { Reactions, Sweep } from "../kernel/reaction.ts";
import { failIntrospection } from "./commands/fail-introspection.ts";
import { finishIntrospection } from "./commands/finish-introspection.ts";
import { queueDueIntrospections } from "./commands/queue-due-introspections.ts";
import { respreadIntrospections } from "./commands/respread-introspections.ts";
import { RESPREAD_TASK } from "./commands/set-introspection-default.ts";
import { startIntrospection } from "./commands/start-introspection.ts";
import { MESSAGE_MAX } from "./input.ts";
import { introspectServer } from "./introspect/introspect-server.ts";
import type { IntrospectionTarget } from "./introspect/introspection.ts";
import { listStaleIntrospections } from "./queries/list-stale-introspections.ts";
import { INTROSPECT_TASK } from "./queue-look.ts";
import { cleanName } from "./readers/clean-name.ts";

const organizationOf = z.object({ organizationId: z.uuid() });
const introspectPayload = z.object({ organizationId: z.uuid(), introspectionId: z.uuid() });

/** Work that discovery asks the worker for, by task name. */
export const tasks: Record<string, (payload: unknown) => Promise<void>> = {
  [INTROSPECT_TASK]: async (payload) => {
    const { organizationId, introspectionId } = introspectPayload.parse(payload);
    await introspect(organizationId, introspectionId);
  },
  [RESPREAD_TASK]: async (payload) => {
    const actor = systemActor(organizationOf.parse(payload).organizationId, "introspection schedule");
    let next: { after: string | null } = { after: null };
    do next = await respreadIntrospections(actor, next);
    while (next.after !== null);
  },
};

export const reactions: Reactions = {};

export const sweeps: readonly Sweep[] = [
  {
    name: "due-introspections",
    everyMinutes: 1,
    run: async (organizationId) => {
      await queueDueIntrospections(systemActor(organizationId, "introspection schedule"), {});
    },
  },
  {
    name: "lost-introspections",
    everyMinutes: 1,
    run: async (organizationId) => {
      const actor = systemActor(organizationId, "lost-introspections");
      for (const { id } of await listStaleIntrospections(actor, {})) {
        await failIntrospection(actor, {
          introspectionId: id,
          code: "interrupted",
          message: "The worker was interrupted before it had this server's answer. Ask again.",
          durationMs: null,
        });
      }
    },
  },
];

/** Asks the server between two transactions, never inside one; whatever goes wrong ends up on the record. */
async function introspect(organizationId: string, introspectionId: string): Promise<void> {
  const actor = systemActor(organizationId, "introspection");
  const fail = (code: string, message: string, durationMs: number | null) =>
    failIntrospection(actor, { introspectionId, code, message: shortened(message), durationMs });
  try {
    const found = await startIntrospection(actor, { introspectionId });
    const answer = await introspectServer(
      toTarget(found),
      {
        packageCache: env().STEWARD_PACKAGE_CACHE,
        trust: certificateSettings(),
        searchPath: env().STEWARD_COMMAND_PATH,
        allowPrivateAddresses: env().STEWARD_ALLOW_PRIVATE,
        ownSecrets: ownSecrets(),
      },
      limitsFor(found.command, found.args),
    );
    if (!answer.ok) {
      await fail(answer.code, answer.message, answer.durationMs);
      return;
    }
    await finishIntrospection(actor, {
      introspectionId,
      answer: {
        protocolVersion: answer.protocolVersion,
        serverName: answer.server === null ? null : cleanName(answer.server.name),
        serverVersion: answer.server === null ? null : cleanName(answer.server.version).slice(0, 100),
        resources: answer.resources,
        templates: answer.templates,
        prompts: answer.prompts,
        durationMs: answer.durationMs,
        warnings: answer.warnings,
        tools: answer.tools.map((tool) => tool.definition),
      },
    });
  } catch (error) {
    const isRefusal = error instanceof AppError && error.code !== "internal" && error.code !== "unavailable";
    await fail(
      isRefusal ? error.code : "internal",
      isRefusal
        ? error.publicMessage
        : "The answer could not be recorded. Ask again; if it stays, tell an administrator.",
      null,
    );
    if (!isRefusal) throw error;
  }
}

/** The beginning says what happened, the end has the server's last words; both within what the input takes. */
function shortened(message: string): string {
  const half = MESSAGE_MAX / 2 - 2;
  return message.length <= MESSAGE_MAX ? message : `${message.slice(0, half)} … ${message.slice(-half)}`;
}

function toTarget(found: {
  transport: "stdio" | "streamable_http" | "sse";
  command: string | null;
  args: string[];
  url: string | null;
}): IntrospectionTarget {
  if (found.transport === "stdio") {
    return { transport: "stdio", command: found.command ?? "", args: found.args, env: {} };
  }
  return { transport: found.transport, url: found.url ?? "", headers: {} };
}

/** Milliseconds. A package's first start downloads it; later ones find it in the cache. */
const FIRST_START_MS = 90_000;

function limitsFor(command: string | null, args: readonly string[]) {
  return launchedPackage(command ?? "", args) === null
    ? {}
    : { timeoutMs: FIRST_START_MS, probeTimeoutMs: FIRST_START_MS / 2 };
}
