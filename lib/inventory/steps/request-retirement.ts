import { loadAdministrators } from "../../identity/steps/load-administrators.ts";
import { actingPerson } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { subjectOf } from "../load-editable.ts";
import { decideRetirementRequest, plannedDayProblem } from "../retirement.ts";
import { lockServerRow, saveServer } from "../store.ts";

/**
 * Puts on record that a server is to be retired, by whom, why and when. Nothing is cut off by it.
 *
 * @throws AppError `not_found`, `forbidden`, `refused` with the reason, `invalid` when the day will not do
 */
export async function requestRetirement(
  { tx, actor, now }: CommandContext,
  asked: { serverId: string; reason: string; plannedOn: Date },
): Promise<AuditableEvent> {
  const { serverId, reason, plannedOn } = asked;
  const server = await lockServerRow(tx, serverId);
  const subject = subjectOf(server);
  const verdict = decideRetirementRequest(server, actor);
  if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
  const problem = plannedDayProblem(plannedOn, now);
  if (problem !== null) {
    throw new AppError("invalid", "One field needs attention.", { fields: { plannedOn: problem } });
  }
  const retireAskedById = actingPerson(actor)?.userId ?? null;
  const data = { retireAskedById, retireAskedAt: now, retireReason: reason, retireOn: plannedOn };
  await saveServer(tx, server, data, now);
  const concerned = [server.ownerId, server.backupOwnerId, ...(await loadAdministrators(tx))];
  const notify = [...new Set(concerned)].filter((id) => id !== null && id !== retireAskedById);
  const day = plannedOn.toISOString().slice(0, 10);
  return {
    type: "server.retirement_requested",
    subject,
    detail: { serverId, serverSlug: server.slug, reason, plannedOn: day, notify },
  };
}
