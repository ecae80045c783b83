import { AppError } from "../../kernel/app-error.ts";
import { type CommandContext, command, unchanged } from "../../kernel/command.ts";
import { changes } from "../../kernel/events.ts";
import type { ServerFacts } from "../facts.ts";
import { updateServerInput } from "../input.ts";
import { loadEditable, subjectOf } from "../load-editable.ts";
import { listGrantedForLess } from "../production-store.ts";
import { reassessTools } from "../reassess-tools.ts";
import { loadReviewTerms } from "../review-clock-store.ts";
import {
  decideChange,
  type ReviewTerms,
  recordOf,
  type ServerRecord,
  shownRecord,
  withAllowedReviewDay,
} from "../server-change.ts";
import { holdServerRoles, saveServer } from "../store.ts";

/**
 * Changes a server's record; fields left out stay. The server role is a ceiling, so only an administrator changes it.
 * A stricter environment or criticality pulls the review day in. When the data classes change, the impact of every tool is assessed again.
 */
export const updateServer = command({
  name: "update-server",
  permission: "server:edit",
  input: updateServerInput,
  run: async (context, { serverId, version, ...fields }) => {
    const server = await loadEditable(context, serverId, version);
    const before = recordOf(server);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const review = await loadReviewTerms(context.tx, context.actor.organizationId, server);
    const after = withAllowedReviewDay(before, { ...before, ...given }, review, context.now);
    const changed = changes(shownRecord(before), shownRecord(after));
    if (Object.keys(changed).length === 0) return unchanged({ serverId });
    await assertMayBecome(context, server, after, review);
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

/** @throws AppError `forbidden` with the reason, `invalid` by field */
async function assertMayBecome(
  { tx, actor, now }: CommandContext,
  server: ServerFacts,
  after: ServerRecord,
  review: ReviewTerms,
): Promise<void> {
  const roles = await holdServerRoles(tx, after.serverRoleId === null ? [] : [after.serverRoleId]);
  const grantedForLess = await listGrantedForLess(tx, [server.id], now);
  const verdict = decideChange(server, after, {
    actor,
    now,
    roleExists: (id) => roles.has(id),
    isGrantedForLess: grantedForLess.has(server.id),
    review,
  });
  if (verdict.ok) return;
  if (verdict.code === "forbidden") {
    throw new AppError("forbidden", verdict.reason, { subject: subjectOf(server) });
  }
  throw new AppError("invalid", "Some fields need attention.", { fields: verdict.fields });
}
