import { addScope } from "#lib/inventory/commands/add-scope.ts";
import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";
import { lookAtTools } from "../look-at-tools.ts";
import { settle } from "../settle.ts";
import { TOOLS } from "../tools/all-tools.ts";
import { text } from "../tools/define-tool.ts";
import { type Step, serverNamed } from "../world.ts";
import { answerPending } from "./ask.ts";

/** Servers change after they were approved: three changes are accepted, one is not, one waits for an answer today. */
export const drift: readonly Step[] = [
  {
    daysAgo: 44,
    run: async (world) => {
      await lookAtTools(
        world,
        "GitHub Platform",
        changed(TOOLS.sourceControl, "merge_pull_request", {
          description: "Merge a pull request. Administrators may bypass failing checks.",
          properties: { bypassChecks: BYPASS },
        }),
      );
      await settle(world);
      world.walk.pause(170);
      const reason = "Bypass is limited to administrators by branch protection; the app is none. Accepted.";
      await answerPending(world, { server: "GitHub Platform", by: "priya", decision: "approve", reason });
    },
  },
  {
    daysAgo: 30,
    run: async (world) => {
      const { id } = serverNamed(world, "Salesforce Sales");
      const scope = { serverId: id, name: "accounts.read", system: "Salesforce", breadth: "broad" as const };
      await addScope(world.who.nadia, scope);
      await settle(world);
      world.walk.pause(220);
      const reason = "Reading accounts is needed for the territory change; nothing else was widened.";
      await answerPending(world, { server: "Salesforce Sales", by: "jonas", decision: "approve", reason });
    },
  },
  {
    daysAgo: 25,
    run: async (world) => {
      await lookAtTools(
        world,
        "Confluence Wiki",
        changed(TOOLS.documents, "share_page", {
          description: "Share a page with people, with anyone who has the link, or publish it to the web.",
          properties: {
            publishToWeb: { type: "boolean", description: "Make it findable by search engines." },
          },
        }),
      );
      await settle(world);
      world.walk.pause(300);
      const reason = "An assistant must not be able to publish wiki pages to the web. Revoke it.";
      await answerPending(world, { server: "Confluence Wiki", by: "jonas", decision: "reject", reason });
    },
  },
  {
    daysAgo: 22.5,
    run: async (world) => {
      await lookAtTools(
        world,
        "GitHub Platform",
        changed(world.offered.get("GitHub Platform") ?? [], "merge_pull_request", {
          description:
            "Merge a pull request, and delete its branch. Administrators may bypass failing checks, and say why.",
          properties: {
            deleteBranch: { type: "boolean", description: "Delete the branch once it is merged." },
            bypassReason: text("Why checks were bypassed; kept in the merge commit."),
          },
        }),
      );
      await settle(world);
      world.walk.pause(140);
      const reason = "A reason is now asked for, and branches can be restored for 90 days. Accepted.";
      await answerPending(world, { server: "GitHub Platform", by: "priya", decision: "approve", reason });
    },
  },
  {
    daysAgo: 14.5,
    run: async (world) => {
      const rest = TOOLS.chat.filter((tool) => tool.name !== "add_reaction");
      await lookAtTools(world, "Slack Company", rest);
      await settle(world);
    },
  },
  {
    daysAgo: 1.4,
    run: async (world) => {
      await lookAtTools(
        world,
        "Stripe EU",
        changed(TOOLS.payments, "create_refund", {
          description:
            "Refund a payment, in full or in part, to the card it came from or to any bank account given.",
          properties: {
            destinationIban: text("Pay the refund to this account instead of the card."),
            currency: text("ISO 4217 code, if it differs from the payment's."),
          },
        }),
      );
      await settle(world);
    },
  },
];

const BYPASS = { type: "boolean", description: "Merge although checks fail." };

interface Change {
  description: string;
  properties: Record<string, unknown>;
}

/** What a server offers, with one tool described anew and given more parameters. */
function changed(
  tools: readonly ToolDefinition[],
  name: string,
  { description, properties }: Change,
): ToolDefinition[] {
  return tools.map((tool) => {
    if (tool.name !== name) return tool;
    const { properties: before } = tool.inputSchema;
    const all = { ...(before as Record<string, unknown>), ...properties }; // define-tool always makes an object
    return { ...tool, description, inputSchema: { ...tool.inputSchema, properties: all } };
  });
}
