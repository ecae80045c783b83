import { hasRole } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { type CommandContext, command, unchanged } from "../../kernel/command.ts";
import { changes, type JsonObject } from "../../kernel/events.ts";
import type { ServerFacts } from "../facts.ts";
import { updateServerInput } from "../input.ts";
import { loadEditable, subjectOf } from "../load-editable.ts";
import { reassessTools } from "../reassess-tools.ts";
import { decideReviewDate } from "../review-date.ts";
import { saveServer, serverRoleExists } from "../store.ts";

type Edited = Pick<
  ServerFacts,
  | "name"
  | "purpose"
  | "environment"
  | "criticality"
  | "team"
  | "dataClasses"
  | "serverRoleId"
  | "nextReviewOn"
>;

/**
 * Changes a server's record; fields left out stay. The server role is a ceiling, so only an administrator changes it.
 * When the data classes change, the impact of every tool is assessed again.
 */
export const updateServer = command({
  name: "update-server",
  permission: "server:edit",
  input: updateServerInput,
  run: async (context, { serverId, version, ...fields }) => {
    const server = await loadEditable(context, serverId, version);
    const before = edited(server);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const after: Edited = { ...before, ...given };
    const changed = changes(shown(before), shown(after));
    if (Object.keys(changed).length === 0) return unchanged({ serverId });
    await checkFields(context, server, after);
    await saveServer(context.tx, server, after, context.now);
    const reassessed = "dataClasses" in changed ? await reassessTools(context, { ...server, ...after }) : [];
    return {
      result: { serverId },
      events: [
        {
          type: "server.changed",
          subject: subjectOf({ ...server, name: after.name }),
          detail: { serverId, changes: changed },
        },
        ...reassessed,
      ],
    };
  },
});

async function checkFields({ tx, actor, now }: CommandContext, server: ServerFacts, after: Edited) {
  const fields: Record<string, string> = {};
  if (after.serverRoleId !== server.serverRoleId) {
    if (!hasRole(actor, "admin")) {
      const words = "Only an administrator changes the server role: it is the ceiling for this server.";
      throw new AppError("forbidden", words, { subject: subjectOf(server) });
    }
    if (after.serverRoleId !== null && !(await serverRoleExists(tx, after.serverRoleId))) {
      fields.serverRoleId = "There is no such server role. Choose one from the list.";
    }
  }
  if (
    after.environment === "production" &&
    server.environment !== "production" &&
    server.backupOwnerId === null
  ) {
    fields.environment = "A server in production needs a backup owner. Name one first.";
  }
  if (after.nextReviewOn.getTime() !== server.nextReviewOn.getTime()) {
    const verdict = decideReviewDate(after, after.nextReviewOn, now);
    if (!verdict.ok) fields.nextReviewOn = verdict.reason;
  }
  if (Object.keys(fields).length > 0)
    throw new AppError("invalid", "Some fields need attention.", { fields });
}

function edited(server: ServerFacts): Edited {
  const { name, purpose, environment, criticality, team, dataClasses, serverRoleId, nextReviewOn } = server;
  return { name, purpose, environment, criticality, team, dataClasses, serverRoleId, nextReviewOn };
}

function shown(fields: Edited): JsonObject {
  return {
    ...fields,
    dataClasses: fields.dataClasses.toSorted(),
    nextReviewOn: fields.nextReviewOn.toISOString().slice(0, 10),
  };
}
