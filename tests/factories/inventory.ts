import { z } from "zod";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { recordTools } from "#lib/inventory/steps/record-tools.ts";
import { type ToolDefinition, toolDefinitionSchema } from "#lib/inventory/tool-definition.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import type { TestOrganization } from "./organization.ts";

type Registration = Parameters<typeof registerServer>[1];

export interface TestServer {
  serverId: string;
  slug: string;
}

let count = 0;

/** A registered server of its own, in production, owned by the organization's owner, backed up by the member. */
export async function newServer(
  organization: TestOrganization,
  overrides: Partial<Registration> = {},
): Promise<TestServer> {
  count += 1;
  return registerServer(organization.admin, {
    name: `Ticket desk ${count}`,
    purpose: "Answers and files support tickets.",
    environment: "production",
    ownerId: organization.owner.userId,
    backupOwnerId: organization.member.userId,
    transport: "stdio",
    command: "npx",
    args: ["-y", `@acme/ticket-desk-${count}@1.2.3`],
    packageRegistry: "npm",
    packageName: `@acme/ticket-desk-${count}`,
    packageVersion: "1.2.3",
    dataClasses: ["internal"],
    ...overrides,
  });
}

/** What a believable server offers: one tool of each impact. */
export const TICKET_TOOLS: readonly ToolDefinition[] = [
  tool("search_tickets", "Search support tickets by words and status.", { query: { type: "string" } }),
  tool("update_ticket", "Change the status or the assignee of a ticket.", { id: { type: "string" } }),
  tool("run_report", "Run a report script on the server.", { script: { type: "string" } }),
  tool("refund_payment", "Refund a payment to the customer's card.", { amount: { type: "number" } }),
];

/** A tool definition with string-keyed parameters. */
export function tool(
  name: string,
  description: string,
  properties: Record<string, unknown> = {},
): ToolDefinition {
  return { name, description, inputSchema: { type: "object", properties } };
}

/** Records what a server offers now, as an introspection would. */
export async function lookAtTools(
  organization: TestOrganization,
  serverId: string,
  tools: readonly ToolDefinition[],
) {
  return recordLook(systemActor(organization.organizationId, "introspection"), {
    serverId,
    tools: [...tools],
  });
}

const recordLook = command({
  name: "record-look",
  permission: "introspection:run",
  input: z.object({ serverId: z.uuid(), tools: z.array(toolDefinitionSchema) }),
  run: async (context, input) => {
    const recorded = await recordTools(context, input);
    const events = someEvents(recorded.events);
    return events === null ? unchanged(recorded) : { result: recorded, events };
  },
});

/** A server whose tools have been seen, so that it is active. `tools` are as `getServer` gives them, by name. */
export async function newServerWithTools(
  organization: TestOrganization,
  overrides: Partial<Registration> = {},
  tools: readonly ToolDefinition[] = TICKET_TOOLS,
) {
  const server = await newServer(organization, overrides);
  await lookAtTools(organization, server.serverId, tools);
  const page = await getServer(organization.admin, { slug: server.slug });
  const byName = new Map(page.tools.map((found) => [found.name, found]));
  const toolNamed = (name: string) => {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`the server offers no ${name}`);
    return found;
  };
  return { ...server, tools: page.tools, toolNamed };
}

/** An agent that could use servers. */
export async function newConsumer(owner: PersonActor, name = "Support agent") {
  return addConsumer(owner, { name, kind: "agent" });
}
