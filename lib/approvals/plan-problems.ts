import type { ConsumerFacts, ServerFacts, ToolFacts } from "#lib/inventory/facts.ts";
import { consumerProblem, serverProblem } from "./binding.ts";
import { missingApprovals } from "./missing-approvals.ts";
import { hasRoomForOthers } from "./openings.ts";
import type { Route } from "./route.ts";
import type { Seat } from "./seats.ts";

/** Why a request cannot be submitted, in words; empty when it can. */
export function planProblems(plan: {
  server: ServerFacts;
  tools: readonly ToolFacts[];
  consumers: readonly ConsumerFacts[];
  /** Pending requests by tool. */
  pending: ReadonlyMap<string, string>;
  path: Route;
  /** Where what it grants would be used in production: who owns the server, or lately did. */
  ownersOfProduction: readonly string[];
  seats: readonly Seat[];
  /** What stands in its way besides, by its kind. */
  more: readonly string[];
  /** The pending request that this one takes the place of. */
  replaces: string | undefined;
}): string[] {
  const problems: string[] = [...plan.more];
  const unavailable = serverProblem(plan.server);
  if (unavailable !== null) problems.push(unavailable);
  for (const tool of plan.tools) {
    if (tool.state === "removed") problems.push(`The server no longer offers ${tool.name}.`);
    const requestId = plan.pending.get(tool.id);
    if (requestId !== undefined && requestId !== plan.replaces) {
      problems.push(`${tool.name} already waits for a decision: see /approvals/${requestId}.`);
    }
  }
  problems.push(...plan.consumers.flatMap((consumer) => consumerProblem(consumer) ?? []));
  return [...problems, ...peopleMissing(plan)];
}

/** Nobody to ask is an error for an administrator to fix, never a yes and never a wait in silence (product rule 5). */
function peopleMissing({
  path: { stages, needsDistinctPeople },
  seats,
  ownersOfProduction: owners,
}: Pick<Parameters<typeof planProblems>[0], "path" | "seats" | "ownersOfProduction">): string[] {
  const openings = stages.map(({ position, quorum }) => ({
    position,
    wanted: quorum,
    userIds: seats.flatMap((seat) => (seat.position === position ? [seat.userId] : [])),
  }));
  if (owners.length > 0 && stages.length > 0 && !hasRoomForOthers(openings, needsDistinctPeople, owners)) {
    return [
      "Nobody but the server's owners could approve this, and in production somebody else has to. An administrator gives the role or adds to the group in Settings.",
    ];
  }
  const missing = missingApprovals(openings, needsDistinctPeople);
  return stages.flatMap(({ position, name, words }) => {
    const count = missing.get(position) ?? 0;
    if (count === 0) return [];
    return [
      `Nobody could decide this: the stage “${name}” asks ${words}, and lacks ${count === 1 ? "1 more active person" : `${count} more active people`} among them who neither asks for it nor gains by it. An administrator gives the role or adds to the group in Settings.`,
    ];
  });
}
