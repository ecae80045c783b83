import type { Tx } from "../../kernel/db.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { saveConfigurationRisks } from "../configuration-risk-store.ts";
import type { RecordedRisk } from "../configuration-risks.ts";

/**
 * Writes down what clients' files show to be risky about these servers now; a risk that is not named is gone. Writes
 * and tells only what changed, so that policy looks again at those servers and no others.
 */
export async function recordConfigurationRisks(
  tx: Tx,
  organizationId: string,
  serverIds: readonly string[],
  risks: readonly RecordedRisk[],
  at: Date,
): Promise<AuditableEvent[]> {
  if (serverIds.length === 0) return [];
  const changed = await saveConfigurationRisks(tx, organizationId, serverIds, risks, at);
  return changed.map(({ id, name, added, removed }) => ({
    type: "server.risks_changed",
    subject: { kind: "server", id, name },
    detail: { serverId: id, added, removed },
  }));
}
