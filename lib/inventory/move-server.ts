import { refused } from "../kernel/app-error.ts";
import type { CommandContext } from "../kernel/command.ts";
import { subjectOf } from "./load-editable.ts";
import { decideServer, type ServerAction } from "./model.ts";
import { lockServerRow, saveServer } from "./store.ts";

/**
 * Moves a server to the state that follows the action, and gives the subject for the event.
 *
 * @throws AppError `not_found`, `refused` with the reason
 */
export async function moveServer(
  { tx, now }: CommandContext,
  serverId: string,
  action: ServerAction,
  stateReason: string | null,
): Promise<{ kind: string; id: string; name: string }> {
  const server = await lockServerRow(tx, serverId);
  const verdict = decideServer(server, action);
  if (!verdict.ok) throw refused(verdict.reason, subjectOf(server));
  await saveServer(tx, server, { state: verdict.next, stateReason }, now);
  return subjectOf(server);
}
