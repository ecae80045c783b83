import { AppError, conflict } from "../kernel/app-error.ts";
import type { CommandContext } from "../kernel/command.ts";
import type { ServerFacts } from "./facts.ts";
import { decideEdit } from "./model.ts";
import { lockServerRow } from "./store.ts";

/**
 * The server, locked, when this actor may change it now.
 *
 * @throws AppError `not_found`, `forbidden` or `refused` with the reason, `conflict` when somebody saved since
 *   `version` was read
 */
export async function loadEditable(
  { tx, actor }: CommandContext,
  serverId: string,
  version?: number,
  options: { evenRetired?: boolean } = {},
): Promise<ServerFacts> {
  const server = await lockServerRow(tx, serverId);
  const verdict = decideEdit(server, actor, options);
  if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject: subjectOf(server) });
  if (version !== undefined && version !== server.version) throw conflict("server");
  return server;
}

/** The server as audit events name it. */
export function subjectOf({ id, name }: { id: string; name: string }) {
  return { kind: "server", id, name };
}
