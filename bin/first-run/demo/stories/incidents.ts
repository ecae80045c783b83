import { revokeServer } from "#lib/grants/commands/revoke-server.ts";
import { createToken } from "#lib/identity/commands/create-token.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { overrideToolImpact } from "#lib/inventory/commands/override-tool-impact.ts";
import { resumeServer } from "#lib/inventory/commands/resume-server.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import type { PersonKey } from "../people.ts";
import { type Step, serverNamed, type World } from "../world.ts";
import { toolNamed } from "./ask.ts";

/** Servers are cut off, people leave, somebody tries what they may not. */
export const incidents: readonly Step[] = [
  {
    daysAgo: 86.6,
    run: async ({ who }) => {
      await createToken(who.ada, {
        name: "gateway decisions",
        scopes: ["decisions:evaluate"],
        days: 120,
      });
    },
  },
  {
    daysAgo: 50,
    run: async (world) => {
      const tool = await toolNamed(world, "Customer 360", "describe_table");
      const reason = "Column comments of this schema name real customers; treat it as personal data.";
      await overrideToolImpact(world.who.ada, { toolId: tool.id, impact: "regulated", reason });
    },
  },
  suspend(34, "Snowflake Staging", "The sample held real addresses; off until it is made anew."),
  {
    daysAgo: 32,
    run: async (world) => {
      const { id: serverId } = serverNamed(world, "Snowflake Staging");
      await resumeServer(world.who.ada, { serverId, reason: "The sample was made anew without addresses." });
    },
  },
  suspend(
    20,
    "Legacy Deploy Bot",
    "Its token ran out and nobody missed it. Off until Platform says why it stays.",
  ),
  suspend(17, "Slack Community", "It turned out to hold an administrator's scope for reading a forum."),
  {
    daysAgo: 16,
    run: (world) =>
      expectNo(() => suspend(0, "Workday", "I think this is no longer used.").run(asLuca(world))),
  },
  { daysAgo: 13, run: (world) => leave(world, "tomas") },
  { daysAgo: 11, run: (world) => leave(world, "ingrid") },
  suspend(9.5, "GitLab Archive", "Its owner has left and it holds his personal token with every right."),
  {
    daysAgo: 7,
    run: async (world) => {
      await assignOwners(world.who.ada, {
        serverId: serverNamed(world, "Uptime Probes").id,
        ownerId: world.who.sam.userId,
        backupOwnerId: world.who.luca.userId,
        reason: "Its owner left; Sam runs the probes since.",
      });
    },
  },
  suspend(5.5, "Price Scraper", "A competitor complained about the load; off until Pricing has answered."),
  {
    daysAgo: 2.2,
    run: async (world) => {
      await revokeServer(world.who.ada, {
        serverId: serverNamed(world, "Price Scraper").id,
        reason: "Pricing has no agreement with the sites it read. Cut off for good.",
        confirmName: "Price Scraper",
      });
    },
  },
];

function suspend(daysAgo: number, server: string, reason: string): Step {
  return {
    daysAgo,
    run: async (world) => {
      await suspendServer(world.who.ada, { serverId: serverNamed(world, server).id, reason });
    },
  };
}

async function leave({ who, gone }: World, person: PersonKey): Promise<void> {
  await deactivateUser(who.ada, { userId: who[person].userId });
  gone.add(person);
}

/** The same world with a member in the administrator's seat. */
function asLuca(world: World): World {
  return { ...world, who: { ...world.who, ada: world.who.luca } };
}

/** What is not allowed is on record too. Anything but a denial is a mistake of the demonstration. */
async function expectNo(attempt: () => Promise<void>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof AppError && (error.code === "forbidden" || error.code === "refused")) return;
    throw error;
  }
  throw new Error("the demonstration was allowed something it should not be");
}
