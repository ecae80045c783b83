import { command, unchanged } from "../../kernel/command.ts";
import { type AuditableEvent, someEvents } from "../../kernel/events.ts";
import { newId } from "../../kernel/id.ts";
import { type FindingChange, lockFindings, openFindings, resolveFindings } from "../finding-store.ts";
import { refreshFindingsInput } from "../input.ts";
import { evaluateServers } from "../steps/evaluate-servers.ts";

/**
 * Brings stored findings up to what is true now: opens what is broken, resolves what is not, and writes only what
 * changed. Gives how many were opened and resolved. Running it again changes nothing.
 */
export const refreshFindings = command({
  name: "refresh-findings",
  permission: "finding:record",
  input: refreshFindingsInput,
  run: async ({ tx, actor, now }, { serverIds }) => {
    const { organizationId } = actor;
    await lockFindings(tx, organizationId);
    const evaluated = await evaluateServers(tx, serverIds, now);
    const breaches = evaluated.flatMap(({ server, breaches: found }) =>
      found.map(({ rule, subjectKey, severity, summary }) => ({
        id: newId(now),
        serverId: server.id,
        rule: rule.id,
        subjectKey,
        severity,
        summary,
      })),
    );
    const opened = await openFindings(tx, organizationId, breaches, now);
    const resolved = await resolveFindings(tx, serverIds, breaches, now);
    const result = { opened: opened.length, resolved: resolved.length };
    const names = new Map(evaluated.map(({ server }) => [server.id, server.name]));
    const events = someEvents(eventsOf(names, opened, resolved));
    return events === null ? unchanged(result) : { result, events };
  },
});

/** One event for each server whose findings changed, naming at most 50 of each kind. */
function eventsOf(
  names: ReadonlyMap<string, string>,
  opened: readonly FindingChange[],
  resolved: readonly FindingChange[],
): AuditableEvent[] {
  const serverIds = [...new Set([...opened, ...resolved].map((change) => change.server_id))];
  const named = (changed: readonly FindingChange[], serverId: string) =>
    changed
      .filter((change) => change.server_id === serverId)
      .slice(0, 50)
      .map(({ rule, summary }) => ({ rule, summary }));
  return serverIds.map((serverId) => ({
    type: "findings.changed",
    subject: { kind: "server", id: serverId, name: names.get(serverId) ?? "a retired server" },
    detail: { serverId, opened: named(opened, serverId), resolved: named(resolved, serverId) },
  }));
}
