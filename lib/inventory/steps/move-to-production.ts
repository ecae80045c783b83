import { refused } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import { type AuditableEvent, changes } from "../../kernel/events.ts";
import { subjectOf } from "../load-editable.ts";
import { loadReviewTerms } from "../review-clock-store.ts";
import { productionProblem, recordOf, shownRecord, withAllowedReviewDay } from "../server-change.ts";
import { lockServerRow, saveServer } from "../store.ts";

/**
 * Moves a server to production, as an approved request asks; its next review comes as early as production wants. The
 * database refuses it without that request, where grants are in force.
 *
 * @throws AppError `not_found`, `refused` with the reason
 */
export async function moveToProduction(
  { tx, actor, now }: CommandContext,
  { serverId, requestId }: { serverId: string; requestId: string },
): Promise<AuditableEvent[]> {
  const server = await lockServerRow(tx, serverId);
  const problem = productionProblem(server);
  if (problem !== null) throw refused(problem, subjectOf(server));
  const before = recordOf(server);
  const after = withAllowedReviewDay(
    before,
    { ...before, environment: "production" },
    await loadReviewTerms(tx, actor.organizationId, server),
    now,
  );
  await saveServer(tx, server, { environment: after.environment, nextReviewOn: after.nextReviewOn }, now);
  const changed = changes(shownRecord(before), shownRecord(after));
  return [
    { type: "server.changed", subject: subjectOf(server), detail: { serverId, requestId, changes: changed } },
  ];
}
