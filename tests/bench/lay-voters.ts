import { z } from "zod";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { loadTools } from "#lib/inventory/steps/load-tools.ts";
import { recordTools } from "#lib/inventory/steps/record-tools.ts";
import { toolDefinitionSchema } from "#lib/inventory/tool-definition.ts";
import { type PersonActor, type Role, systemActor } from "#lib/kernel/actor.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { newPerson } from "#tests/factories/organization.ts";

const TOOLS_EACH = 200;

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

export interface AskableTool {
  serverId: string;
  toolId: string;
}

/**
 * An organization with so many approvers, a policy whose first rule asks one of them and then another, and at least so
 * many tools in production that somebody can ask for: all by the commands that people use.
 */
export async function layVoters(organizationId: string, count: { voters: number; tools: number }) {
  const person = (name: string, roles: Role[]) => newPerson(organizationId, name, roles);
  const admin = await person("Admin", ["admin", "member"]);
  const owner = await person("Owner", ["member"]);
  const voters: PersonActor[] = [];
  for (let index = 0; index < count.voters; index += 1)
    voters.push(await person(`Voter ${index}`, ["approver"]));
  await askTwo(admin, voters);
  const tools: AskableTool[] = [];
  while (tools.length < count.tools) {
    const { serverId } = await registerServer(admin, {
      name: `Bench ${tools.length}`,
      purpose: "Something to ask for",
      environment: "production",
      criticality: "high",
      team: "Bench",
      transport: "stdio",
      command: `bench-${tools.length}`,
      args: [],
      dataClasses: [],
      ownerId: owner.userId,
      backupOwnerId: admin.userId,
    });
    const offered = Array.from({ length: TOOLS_EACH }, (_, index) => ({
      name: `delete_record_${index}`,
      description: "Deletes one record",
      inputSchema: { type: "object" as const },
    }));
    await recordOffer(systemActor(organizationId, "bench"), { serverId, tools: offered });
    const found = await inTenant(organizationId, "read", (tx) => loadTools(tx, serverId));
    tools.push(...found.map(({ id }) => ({ serverId, toolId: id })));
  }
  return { owner, voters, tools };
}

async function askTwo(admin: PersonActor, [decider]: readonly PersonActor[]): Promise<void> {
  const [first, last] = STARTING_POLICY.rules;
  const [stage] = first?.stages ?? [];
  if (first === undefined || last === undefined || stage === undefined || decider === undefined) {
    throw new Error("the starting policy has two rules, and somebody has to agree");
  }
  const stages = [
    { ...stage, name: "First" },
    { ...stage, name: "Second" },
  ];
  const { number } = await draftPolicy(admin, {});
  const document = { ...STARTING_POLICY, rules: [{ ...first, stages }, last] };
  const { version } = await editPolicy(admin, { number, version: 1, document, summary: "" });
  await proposePolicy(admin, { number, version, summary: "Two pairs of eyes." });
  await decidePolicy(decider, { number, version: version + 1, decision: "approve", reason: "As agreed." });
}
