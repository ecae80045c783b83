import { z } from "zod";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { batchReactions as approvalReactions } from "#lib/approvals/jobs.ts";
import { reactions as grantReactions } from "#lib/grants/jobs.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { loadTools } from "#lib/inventory/steps/load-tools.ts";
import { recordTools } from "#lib/inventory/steps/record-tools.ts";
import { type ToolDefinition, toolDefinitionSchema } from "#lib/inventory/tool-definition.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { EVENTS, type EventType, type JsonObject, someEvents } from "#lib/kernel/events.ts";
import type { IdentifiedEvent } from "#lib/kernel/reaction.ts";
import type { TestOrganization } from "./organization.ts";

export const REFUND: ToolDefinition = {
  name: "refund_payment",
  description: "Refund a payment to the customer",
  inputSchema: { type: "object", properties: { paymentId: { type: "string" }, amount: { type: "number" } } },
};
export const REFUND_CHANGED: ToolDefinition = {
  ...REFUND,
  description: "Refund a payment, without limit, to any account that is named",
};
export const SEARCH: ToolDefinition = {
  name: "search_tickets",
  description: "Search tickets by words",
  inputSchema: { type: "object", properties: { words: { type: "string" } } },
  annotations: { readOnlyHint: true },
};

export interface GovernedServer {
  serverId: string;
  slug: string;
  refundId: string;
  searchId: string;
  consumerId: string;
  consumerSlug: string;
}

/** A registered server with two tools on record, owned by `owner`, and an agent that belongs to `member`. */
export async function newGovernedServer(
  org: TestOrganization,
  environment: "production" | "development" = "production",
  command = "ticket-desk",
): Promise<GovernedServer> {
  const { serverId, slug } = await registerServer(org.admin, {
    name: "Ticket desk",
    purpose: "Answers customers' tickets",
    environment,
    criticality: "high",
    team: "Support",
    transport: "stdio",
    command,
    args: ["--stdio"],
    dataClasses: [],
    ownerId: org.owner.userId,
    backupOwnerId: org.admin.userId,
  });
  await offerTools(org.organizationId, serverId, [REFUND, SEARCH]);
  const agent = { name: "Support agent", kind: "agent" as const, ownerId: org.member.userId };
  const consumer = await addConsumer(org.admin, agent);
  return {
    serverId,
    slug,
    refundId: await toolId(org.organizationId, serverId, REFUND.name),
    searchId: await toolId(org.organizationId, serverId, SEARCH.name),
    consumerId: consumer.consumerId,
    consumerSlug: consumer.slug,
  };
}

/** What an introspection that found these tools does. */
export async function offerTools(
  organizationId: string,
  serverId: string,
  tools: ToolDefinition[],
): Promise<void> {
  await recordOffer(systemActor(organizationId, "test"), { serverId, tools });
}

const recordOffer = command({
  name: "record-offer",
  permission: "introspection:run",
  input: z.object({ serverId: z.uuid(), tools: z.array(toolDefinitionSchema) }),
  run: async (context, input) => {
    const recorded = await recordTools(context, input);
    const events = someEvents(recorded.events);
    return events === null ? unchanged(null) : { result: null, events };
  },
});

async function toolId(organizationId: string, serverId: string, name: string): Promise<string> {
  const tools = await inTenant(organizationId, "read", (tx) => loadTools(tx, serverId));
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool.id;
}

export function toolState(organizationId: string, serverId: string, id: string): Promise<string> {
  return inTenant(organizationId, "read", async (tx) => {
    const [tool] = await loadTools(tx, serverId, [id]);
    return tool?.state ?? "absent";
  });
}

export const WHY = "Customers wait three days for a refund today.";

/** The owner asks for refund_payment for the agent, for 30 days. */
export function askForRefund(
  requester: PersonActor,
  server: GovernedServer,
): Promise<{ requestId: string; title: string }> {
  return submitRequest(requester, {
    serverId: server.serverId,
    toolIds: [server.refundId],
    consumerIds: [server.consumerId],
    durationDays: 30,
    justification: WHY,
  });
}

/** Asked by the owner and approved by the approver: in force for 30 days. */
export async function enableRefund(org: TestOrganization, server: GovernedServer): Promise<string> {
  const { requestId } = await askForRefund(org.owner, server);
  await decideRequest(org.approver, { requestId, decision: "approve", reason: "Needed and bounded." });
  return requestId;
}

export interface TrailEvent extends IdentifiedEvent {
  sequence: bigint;
}

/** The organization's audit trail in order. */
export function trail(organizationId: string, types?: readonly EventType[]): Promise<TrailEvent[]> {
  return inTenant(organizationId, "read", async (tx) => {
    const rows = await tx.auditEvent.findMany({ where: { organizationId }, orderBy: { sequence: "asc" } });
    return rows
      .map((row) => ({
        sequence: row.sequence,
        id: row.id,
        // The table holds only what the kernel wrote: a known type and a JSON object.
        type: row.type as EventType,
        subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
        detail: row.detail as JsonObject,
      }))
      .filter((event) => types === undefined || types.includes(event.type));
  });
}

/** Tells both rooms of every announced event in the trail, again and again until nothing new happens. */
export async function deliverEvents(organizationId: string): Promise<void> {
  let told = -1n;
  for (let round = 0; round < 10; round += 1) {
    const events = (await trail(organizationId)).filter((event) => event.sequence > told);
    const announced = events.filter((event) => EVENTS[event.type].announced);
    told = events.at(-1)?.sequence ?? told;
    if (announced.length === 0) return;
    for (const event of announced) {
      await grantReactions[event.type]?.({ organizationId, event });
      await approvalReactions[event.type]?.({ organizationId, events: [event] });
    }
  }
  throw new Error("events go on for ever");
}
