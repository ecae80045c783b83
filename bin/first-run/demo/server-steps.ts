import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { allowCommand } from "#lib/discovery/commands/allow-command.ts";
import { disableTool } from "#lib/inventory/commands/disable-tool.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import type { DemoServer } from "./demo-server.ts";
import { lookAtTools, lookInVain, spread } from "./look-at-tools.ts";
import { rotateCredential, rotationDay } from "./record-credential.ts";
import { registerDemoServer } from "./register-demo-server.ts";
import { TOOLS } from "./tools/all-tools.ts";
import { type Step, serverNamed, type World } from "./world.ts";

/** What happens to one server in the ordinary course of things: found, looked at, asked for, decided, kept up. */
export function serverSteps(server: DemoServer): Step[] {
  const { since } = server;
  const steps: Step[] = [
    { daysAgo: since, run: (world) => registerDemoServer(world, server) },
    { daysAgo: since - 0.3, run: (world) => firstLook(world, server) },
  ];
  if (server.look !== undefined) return steps;
  const rotation = rotationDay(server);
  if (rotation !== null) steps.push({ daysAgo: rotation, run: (world) => rotateCredential(world, server) });
  if (server.asked !== undefined) {
    steps.push({ daysAgo: since - 1.5, run: (world) => askAndDecide(world, server) });
  }
  if (since > 40) {
    const again = 2 + spread(server.name, 20);
    steps.push({ daysAgo: again, run: (world) => lookAgain(world, server.name) });
  }
  return steps;
}

async function firstLook(world: World, { name, look, reach, trade }: DemoServer): Promise<void> {
  const serverId = serverNamed(world, name).id;
  if (look === "not-allowed") return;
  if ("npm" in reach) await allowCommand(world.who.ada, { serverId });
  if (look === "unreachable") {
    await lookInVain(world, name, "timeout", "The server did not answer within 10 seconds.");
    return;
  }
  await lookAtTools(world, name, TOOLS[trade]);
}

/** Nothing new; what changes, changes in the stories. */
async function lookAgain(world: World, name: string): Promise<void> {
  await lookAtTools(world, name, world.offered.get(name) ?? []);
}

/** The owner asks, one of the approvers agrees the same day, and what nobody needs is switched off. */
async function askAndDecide(world: World, server: DemoServer): Promise<void> {
  const { id, slug, owner } = serverNamed(world, server.name);
  const { tools } = await getServer(world.who.ada, { slug });
  const isAsked = (name: string) => server.asked === "all" || server.asked?.includes(name) === true;
  const { requestId } = await submitRequest(world.who[owner], {
    serverId: id,
    toolIds: tools.filter((tool) => isAsked(tool.name)).map((tool) => tool.id),
    consumerIds: (server.usedBy ?? []).map((key) => world.consumers.get(key) ?? ""),
    // What does more than read lasts 90 days at most in production; nobody asks for longer there.
    durationDays: Math.min(server.askedDays ?? 90, server.environment === "production" ? 90 : 365),
    justification: `${server.team} needs this for its daily work: ${server.purpose}`,
  });
  world.walk.pause(45 + spread(server.name, 120));
  const approver = owner === "priya" || spread(server.name, 2) === 0 ? world.who.jonas : world.who.priya;
  const reason = REASONS[spread(server.purpose, REASONS.length)] ?? "Fits its purpose.";
  await decideRequest(approver, { requestId, decision: "approve", reason });
  if (server.leavesOthers === true) return;
  for (const tool of tools.filter((one) => !isAsked(one.name))) {
    const words = `${server.team} has no use for it; switched off until somebody asks.`;
    await disableTool(world.who[owner], { toolId: tool.id, reason: words });
  }
}

const REASONS = [
  "Fits its purpose; the scopes are as narrow as the tools need.",
  "Checked with the team lead. Only what the purpose names is enabled.",
  "The definition reads as described, and the owner can revoke within minutes.",
  "Same set as last quarter, nothing added. Agreed for this period.",
  "Low reach and a clear owner. Review again when the period ends.",
];
