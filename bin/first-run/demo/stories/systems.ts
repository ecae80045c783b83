import { linkSystem } from "#lib/inventory/commands/link-system.ts";
import { registerSystem } from "#lib/inventory/commands/register-system.ts";
import type { DataClass } from "#lib/inventory/model.ts";
import type { Criticality } from "#lib/kernel/generated/enums.ts";
import type { PersonKey } from "../people.ts";
import { type Step, serverNamed } from "../world.ts";

interface DemoSystem {
  name: string;
  description: string;
  dataClasses: readonly DataClass[];
  criticality: Criticality;
  owner: PersonKey;
  /** Servers that reach it, with what they do there. Each holds these data classes itself, so no tool weighs more. */
  reachedBy: Readonly<Record<string, string>>;
}

const SYSTEMS: readonly DemoSystem[] = [
  {
    name: "Customer warehouse",
    description: "Every order, visit and contact of the last seven years, by customer.",
    dataClasses: ["pii", "confidential"],
    criticality: "critical",
    owner: "elena",
    reachedBy: { "Customer 360": "Reads the customer schema and its views." },
  },
  {
    name: "Invoice archive",
    description: "Signed invoices and credit notes, kept for ten years.",
    dataClasses: ["financial"],
    criticality: "high",
    owner: "nadia",
    reachedBy: {
      "Billing Questions": "Answers from invoices, never from cards.",
      "Stripe EU": "Files a credit note for every refund.",
    },
  },
  {
    name: "Sales records",
    description: "Accounts, deals and who talks to whom.",
    dataClasses: ["confidential"],
    criticality: "high",
    owner: "nadia",
    reachedBy: {
      "Salesforce Sales": "Reads and updates deals.",
      "Customer 360": "Reads which deals a customer has.",
    },
  },
  {
    name: "People records",
    description: "Contracts, pay and leave of everybody who works here.",
    dataClasses: ["pii"],
    criticality: "critical",
    owner: "carla",
    reachedBy: {
      Workday: "Reads teams and leave.",
      Recruiting: "Files the papers of people who are hired.",
    },
  },
  {
    name: "Company wiki",
    description: "Handbooks, decisions and runbooks.",
    dataClasses: ["internal"],
    criticality: "medium",
    owner: "luca",
    reachedBy: { "Confluence Wiki": "Searches and edits pages." },
  },
];

/** What stands behind the servers is put on record, and who reaches it. */
export const systems: readonly Step[] = [
  {
    daysAgo: 21.5,
    run: async (world) => {
      for (const { reachedBy, owner, dataClasses, ...system } of SYSTEMS) {
        const { systemId } = await registerSystem(world.who.ada, {
          ...system,
          dataClasses: [...dataClasses],
          ownerId: world.who[owner].userId,
        });
        for (const [name, note] of Object.entries(reachedBy)) {
          const server = serverNamed(world, name);
          await linkSystem(world.who[server.owner], { serverId: server.id, systemId, note });
        }
        world.walk.pause(6);
      }
    },
  },
];
