import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import type { ConsumerKind } from "#lib/kernel/generated/enums.ts";
import type { PersonKey } from "./people.ts";
import type { World } from "./world.ts";

const CONSUMERS: Record<string, { name: string; kind: ConsumerKind; owner: PersonKey }> = {
  "support-copilot": { name: "Support copilot", kind: "agent", owner: "yuki" },
  "sales-assistant": { name: "Sales assistant", kind: "agent", owner: "luca" },
  "oncall-copilot": { name: "On-call copilot", kind: "agent", owner: "elena" },
  "review-bot": { name: "Code review bot", kind: "service", owner: "yuki" },
  "release-assistant": { name: "Release assistant", kind: "agent", owner: "elena" },
  "finance-analyst": { name: "Finance analyst", kind: "agent", owner: "hugo" },
  "onboarding-guide": { name: "Onboarding guide", kind: "application", owner: "nadia" },
  "warehouse-readers": { name: "Warehouse readers", kind: "group", owner: "sam" },
};

/** Records what calls the servers. None is owned by an approver, so that approvers may decide on all of them. */
export async function addConsumers(world: World): Promise<void> {
  for (const [key, { name, kind, owner }] of Object.entries(CONSUMERS)) {
    const ownerId = world.who[owner].userId;
    const { consumerId } = await addConsumer(world.who.ada, { name, kind, ownerId });
    world.consumers.set(key, consumerId);
  }
}
