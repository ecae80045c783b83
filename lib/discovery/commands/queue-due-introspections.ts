import { actorName } from "../../kernel/actor.ts";
import { command, unchanged } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { newId } from "../../kernel/id.ts";
import { commandDigest } from "../command-digest.ts";
import { noInput } from "../input.ts";
import {
  type DueOutcome,
  hostOf,
  nextAfterAnswer,
  planDue,
  SCHEDULED_AT_ONCE,
  spreadOf,
} from "../introspection-schedule.ts";
import { INTROSPECT_TASK } from "../queue-look.ts";
import {
  type DueRow,
  insertScheduledIntrospections,
  listAllowedDigests,
  listUnderway,
  loadDefaultInterval,
  lockDueServers,
  postponeServers,
} from "../schedule-store.ts";

/** Rows looked at in one go: those that are only held cost nothing, so they do not keep others waiting for long. */
const LOOKED_AT = 200;

/**
 * Asks the servers whose time has come, a bounded number at once and never too many at one host. Those that may not
 * be asked are held with the reason and looked at again the next day.
 */
export const queueDueIntrospections = command({
  name: "queue-due-introspections",
  permission: "introspection:run",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const { organizationId } = actor;
    const underway = await listUnderway(tx, 1_000);
    const room = SCHEDULED_AT_ONCE - underway.length;
    const due = room <= 0 ? [] : await lockDueServers(tx, now, LOOKED_AT);
    if (due.length === 0) return unchanged({ asked: 0, held: 0 });
    const digests = new Map(due.map((server) => [server.serverId, digestOf(server)]));
    const allowed = await listAllowedDigests(
      tx,
      [...digests.values()].filter((digest) => digest !== null),
    );
    const facts = due.map((server) => ({
      ...server,
      isCommandAllowed: allowed.has(digests.get(server.serverId) ?? ""),
    }));
    const plan = planDue(facts, countByHost(underway), now);
    const { interval } = await loadDefaultInterval(tx, organizationId);
    const byId = new Map(due.map((server) => [server.serverId, server]));
    // Beyond the room there is, the rest simply stays due: it is first in line the next minute.
    const asks = plan
      .filter(({ what }) => what === "ask")
      .slice(0, room)
      .map(({ serverId }) => {
        const id = newId(now);
        const own = byId.get(serverId)?.ownInterval ?? interval;
        return { id, serverId, nextAt: nextAfterAnswer(own, now, spreadOf(id)) };
      });
    const waits = plan.filter((one): one is Extract<DueOutcome, { what: "wait" }> => one.what === "wait");
    if (asks.length + waits.length === 0) return unchanged({ asked: 0, held: 0 });
    await insertScheduledIntrospections(tx, organizationId, asks, actorName(actor), now);
    await postponeServers(tx, waits);
    const held = waits.filter(({ heldReason }) => heldReason !== null).length;
    return {
      result: { asked: asks.length, held },
      events: [
        {
          type: "introspection.schedule_worked",
          subject: { kind: "organization", id: organizationId, name: "Introspection schedule" },
          detail: { asked: asks.length, held, postponed: waits.length - held },
        },
        ...asks.map(({ id, serverId }) => asked(id, byId.get(serverId))),
      ],
      // Two lanes: scheduled looks may be slow, and must leave the worker free for what cannot wait.
      jobs: asks.map(({ id }, index) => ({
        task: INTROSPECT_TASK,
        payload: { introspectionId: id },
        key: id,
        maxAttempts: 1,
        queue: `introspection-${index % 2}`,
      })),
    };
  },
});

function digestOf({ command: program, args }: DueRow): string | null {
  return program === null ? null : commandDigest(program, args);
}

function countByHost(
  underway: readonly { command: string | null; url: string | null }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const server of underway) counts.set(hostOf(server), (counts.get(hostOf(server)) ?? 0) + 1);
  return counts;
}

function asked(introspectionId: string, server: DueRow | undefined): AuditableEvent {
  const serverId = server?.serverId ?? "";
  return {
    type: "introspection.asked",
    subject: { kind: "server", id: serverId, name: server?.name ?? "" },
    detail: { serverId, introspectionId },
  };
}
