import { AppError, refused } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { oneLine } from "../../kernel/one-line.ts";
import { countActiveCredentials } from "../credential-left-store.ts";
import type { ServerFacts } from "../facts.ts";
import { subjectOf } from "../load-editable.ts";
import { decideServer } from "../model.ts";
import { lockServerRow, saveServer } from "../store.ts";

export interface ServerEnding {
  serverId: string;
  action: "revoke" | "retire";
  reason: string;
  /** The server's name, as the person typed it. */
  confirmName: string;
}

/**
 * Cuts a server off for good. Retiring one that is still in use revokes it first: both are recorded. From the commit
 * on every decision about it is no, whatever is left of its grants. Its row is held until then, so that nothing is
 * granted on it meanwhile; the caller ends what is left.
 *
 * @throws AppError `not_found`, `invalid` when the name is not the server's, `refused` with the reason
 */
export async function endServer(
  { tx, now }: CommandContext,
  { serverId, action, reason, confirmName }: ServerEnding,
): Promise<{ server: ServerFacts; events: AuditableEvent[] }> {
  const server = await lockServerRow(tx, serverId);
  const subject = subjectOf(server);
  // Compared as people see it: a name from before names were cleaned must not keep its server alive.
  if (oneLine(confirmName) !== oneLine(server.name)) {
    const fields = { confirmName: "Type the server's name exactly as it is written above." };
    throw new AppError("invalid", "The name does not match.", { fields });
  }
  const isAlive = decideServer(server, "revoke").ok;
  const verdict =
    action === "retire" && isAlive
      ? decideServer({ state: "revoked" }, "retire")
      : decideServer(server, action);
  if (!verdict.ok) throw refused(verdict.reason, subject);
  await saveServer(tx, server, { state: verdict.next, stateReason: reason, endedAt: now }, now);
  const notify = [...new Set([server.ownerId, server.backupOwnerId])].filter((id) => id !== null);
  const detail = {
    serverId,
    serverSlug: server.slug,
    reason,
    credentialsLeft: await countActiveCredentials(tx, serverId),
    state: { before: server.state, after: verdict.next },
    notify,
  };
  const revoked: AuditableEvent = { type: "server.revoked", subject, detail: { ...detail, notify: [] } };
  return {
    server,
    events:
      action === "revoke"
        ? [{ ...revoked, detail }]
        : [...(isAlive ? [revoked] : []), { type: "server.retired", subject, detail }],
  };
}
