import type { ServerFacts } from "../../inventory/facts.ts";
import { refused } from "../../kernel/app-error.ts";
import type { Tx } from "../../kernel/db.ts";
import { commandDigest } from "../command-digest.ts";
import { decideIntrospection } from "../decide-introspection.ts";
import { isCommandAllowed } from "../introspection-store.ts";

/** @throws AppError `refused` when this server may not be asked now, with the reason */
export async function assertIntrospectable(
  tx: Tx,
  organizationId: string,
  server: ServerFacts,
): Promise<void> {
  const isAllowed =
    server.command === null ||
    (await isCommandAllowed(tx, organizationId, commandDigest(server.command, server.args)));
  const verdict = decideIntrospection(server, isAllowed);
  if (!verdict.ok) throw refused(verdict.reason, { kind: "server", id: server.id, name: server.name });
}
