import { conflict } from "../../kernel/app-error.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { lockServerRows, saveChangedServers } from "../change-store.ts";
import { holdServerRoles } from "../store.ts";
import { type ChangeOfServer, type Plan, type PlanContext, planChanges } from "./plan-changes.ts";

/**
 * Changes up to some hundreds of servers at once, each by the rules of a single edit: one lock, one update. Gives what
 * became of each, and the events to record.
 *
 * @throws AppError `conflict` when somebody saved one of them in between
 */
export async function changeServers(
  context: PlanContext & { organizationId: string },
  asked: readonly ChangeOfServer[],
): Promise<{ plans: Plan[]; events: AuditableEvent[] }> {
  const { tx, organizationId, now } = context;
  await lockServerRows(
    tx,
    organizationId,
    asked.map(({ serverId }) => serverId),
  );
  await holdServerRoles(
    tx,
    asked.flatMap(({ wanted }) => wanted.serverRoleId ?? []),
  );
  const plans = await planChanges(context, asked);
  const changed = plans.flatMap((plan) =>
    plan.outcome === "changed" ? [{ id: plan.serverId, version: plan.version, after: plan.after }] : [],
  );
  if ((await saveChangedServers(tx, organizationId, changed, now)) !== changed.length)
    throw conflict("server");
  return { plans, events: plans.flatMap((plan) => (plan.outcome === "changed" ? plan.events : [])) };
}
