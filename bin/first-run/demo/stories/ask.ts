import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import type { PersonKey } from "../people.ts";
import { serverNamed, type World } from "../world.ts";

export interface Asked {
  server: string;
  by: PersonKey;
  tools: readonly string[];
  consumers?: readonly string[];
  days: number;
  why: string;
}

/** Somebody asks for tools by name. Gives the request's id. */
export async function ask(world: World, { server, by, tools, consumers = [], days, why }: Asked) {
  const toolIds: string[] = [];
  for (const name of tools) toolIds.push((await toolNamed(world, server, name)).id);
  const { requestId } = await submitRequest(world.who[by], {
    serverId: serverNamed(world, server).id,
    toolIds,
    consumerIds: consumers.map((key) => world.consumers.get(key) ?? ""),
    durationDays: days,
    justification: why,
  });
  return requestId;
}

/** @throws Error when the server never offered a tool of this name */
export async function toolNamed(world: World, server: string, name: string) {
  const { tools } = await getServer(world.who.ada, { slug: serverNamed(world, server).slug });
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`${server} has no tool ${name}`);
  return tool;
}

/** One approver's answer to whatever waits on a server. */
export async function answerPending(
  world: World,
  answer: { server: string; by: PersonKey; decision: "approve" | "reject"; reason: string },
): Promise<void> {
  const { server, by, decision, reason } = answer;
  const serverId = serverNamed(world, server).id;
  const { items } = await listRequests(world.who[by], { view: "all", state: "pending", serverId });
  for (const { id } of items) await decideRequest(world.who[by], { requestId: id, decision, reason });
}
