import { decideEdit } from "../../inventory/model.ts";
import { loadServer } from "../../inventory/steps/load-server.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { introspectionIntervalInput } from "../input.ts";
import { nextAfterAnswer, spreadOf } from "../introspection-schedule.ts";
import { loadDefaultInterval, lockSchedule, saveSchedule } from "../schedule-store.ts";

/** Says how often Steward looks at this server by itself; null follows the organization. */
export const setIntrospectionInterval = command({
  name: "set-introspection-interval",
  permission: "server:edit",
  input: introspectionIntervalInput,
  run: async ({ tx, actor, now }, { serverId, interval }) => {
    const { organizationId } = actor;
    const server = await loadServer(tx, { id: serverId });
    const subject = { kind: "server", id: server.id, name: server.name };
    const verdict = decideEdit(server, actor);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    const before = await lockSchedule(tx, organizationId, serverId);
    if ((before?.ownInterval ?? null) === interval) return unchanged(null);
    const effective = interval ?? (await loadDefaultInterval(tx, organizationId)).interval;
    await saveSchedule(tx, organizationId, serverId, {
      ownInterval: interval,
      nextAt: nextAfterAnswer(effective, server.lastIntrospectedAt ?? now, spreadOf(serverId)),
      failureCount: before?.failureCount ?? 0,
      heldReason: null,
    });
    return {
      result: null,
      events: [
        {
          type: "introspection.interval_changed",
          subject,
          detail: { serverId, interval: { before: before?.ownInterval ?? null, after: interval } },
        },
      ],
    };
  },
});
