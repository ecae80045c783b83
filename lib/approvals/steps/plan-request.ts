import { loadConsumerOwners } from "#lib/grants/steps/load-consumer-owners.ts";
import type { ConsumerFacts, ServerFacts, ToolFacts } from "#lib/inventory/facts.ts";
import { loadConsumers } from "#lib/inventory/steps/load-consumers.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { loadTools } from "#lib/inventory/steps/load-tools.ts";
import type { Impact } from "#lib/kernel/generated/enums.ts";
import type { QueryContext } from "#lib/kernel/query.ts";
import { findPendingByTool } from "../asked-store.ts";
import { consumerProblem, serverProblem } from "../binding.ts";
import { type Approver, findApprovers } from "../people-store.ts";
import { type Route, route } from "../route.ts";
import { requestTitle } from "../title.ts";
import { weighImpact } from "./weigh-impact.ts";

export interface Ask {
  server: { id: string } | { slug: string };
  toolIds: readonly string[];
  consumerIds: readonly string[];
  durationDays: number;
  requesterId: string;
  /** The pending request this one takes the place of; its tools do not count as asked for already. */
  replacesRequestId?: string;
  /** People who had a part in what it asks about, and so may not decide. */
  partyIds?: readonly string[];
}

/** The path a request would take. `problems` says in words why it cannot be submitted; empty when it can. */
export interface RequestPlan {
  server: ServerFacts;
  tools: ToolFacts[];
  consumers: ConsumerFacts[];
  title: string;
  impact: Impact;
  route: Route;
  durationDays: number;
  requesterId: string;
  /** People who gain by it, and so may not decide: owners of consumers that could call it, parties to the change. */
  beneficiaryIds: string[];
  eligibleApprovers: Approver[];
  problems: string[];
}

/** Works out what asking for this would mean. Writes nothing. @throws AppError `not_found` */
export async function planRequest({ tx, actor }: QueryContext, ask: Ask): Promise<RequestPlan> {
  const server = await loadServer(tx, ask.server);
  const tools = ask.toolIds.length === 0 ? [] : await loadTools(tx, server.id, ask.toolIds);
  const consumers = ask.consumerIds.length === 0 ? [] : await loadConsumers(tx, ask.consumerIds);
  const impact = await weighImpact(tx, server.id, { tools, withAccess: consumers.length > 0 });
  const path = route(impact, server.environment, server.dataClasses);
  const gaining = [
    ...(ask.partyIds ?? []),
    ...consumers.flatMap((consumer) => consumer.ownerId ?? []),
    ...(tools.length === 0 ? [] : await loadConsumerOwners(tx, server.id)),
  ];
  const beneficiaryIds = [...new Set(gaining)];
  const excluded = [ask.requesterId, ...beneficiaryIds];
  const eligibleApprovers = await findApprovers(tx, actor.organizationId, "approver", excluded);
  const pending = await findPendingByTool(tx, actor.organizationId, ask.toolIds);
  return {
    server,
    tools,
    consumers,
    title: requestTitle({
      toolNames: tools.map((tool) => tool.name),
      consumerNames: consumers.map((consumer) => consumer.name),
      serverName: server.name,
      environment: server.environment,
      durationDays: ask.durationDays,
    }),
    impact,
    route: path,
    durationDays: ask.durationDays,
    requesterId: ask.requesterId,
    beneficiaryIds,
    eligibleApprovers,
    problems: findProblems({
      server,
      tools,
      consumers,
      pending,
      path,
      eligibleApprovers,
      replaces: ask.replacesRequestId,
    }),
  };
}

function findProblems(plan: {
  server: ServerFacts;
  tools: readonly ToolFacts[];
  consumers: readonly ConsumerFacts[];
  pending: ReadonlyMap<string, string>;
  path: Route;
  eligibleApprovers: readonly Approver[];
  replaces: string | undefined;
}): string[] {
  const problems: string[] = [];
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
  for (const stage of plan.path.stages) {
    const missing = stage.quorum - plan.eligibleApprovers.length;
    if (missing > 0) {
      problems.push(
        `Nobody could decide this: the stage “${stage.name}” needs ${missing} more active person with the role ${stage.approverRole} who neither asks for it nor gains by it. An administrator gives the role in Settings.`,
      );
    }
  }
  return problems;
}
