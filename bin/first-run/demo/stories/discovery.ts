import { allowCommand } from "#lib/discovery/commands/allow-command.ts";
import { dismissCandidate } from "#lib/discovery/commands/dismiss-candidate.ts";
import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { importFiles } from "#lib/discovery/import-files.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import type { Environment } from "#lib/kernel/generated/enums.ts";
import { lookAtTools } from "../look-at-tools.ts";
import type { PersonKey } from "../people.ts";
import { TOOLS } from "../tools/all-tools.ts";
import type { Step, World } from "../world.ts";
import { FIRST_SWEEP, SECOND_SWEEP, SHARED_TOKEN_SWEEP, THIRD_SWEEP } from "./client-files.ts";

/** Client files come in four times; some of what they declare is registered, some dismissed, some waits. */
export const discovery: readonly Step[] = [
  {
    daysAgo: 48,
    run: async (world) => {
      await importFiles(world.who.ada, { files: [...FIRST_SWEEP] });
      world.walk.pause(40);
      await register(world, {
        candidate: "local-postgres",
        name: "Orders Database",
        purpose: "Looks up orders from a developer's laptop; to be replaced by the warehouse.",
        environment: "production",
        owners: ["luca", "sam"],
      });
      await register(world, {
        candidate: "sentry",
        name: "Sentry Issues",
        purpose: "Reads crash reports while fixing them.",
        environment: "development",
        owners: ["yuki", "sam"],
      });
      const { id } = await candidateNamed(world, "memory");
      const reason = "Keeps notes on the laptop only; reaches nothing of ours.";
      await dismissCandidate(world.who.ada, { candidateId: id, reason });
    },
  },
  {
    daysAgo: 47,
    run: async (world) => {
      const { id } = world.servers.get("Orders Database") ?? { id: "" };
      await allowCommand(world.who.ada, { serverId: id });
      const tools = TOOLS.warehouse.filter(
        (tool) => /table|query/.test(tool.name) && tool.name !== "drop_table",
      );
      await lookAtTools(world, "Orders Database", tools);
      await lookAtTools(world, "Sentry Issues", TOOLS.monitoring.slice(1, 3));
    },
  },
  {
    daysAgo: 28.5,
    run: async (world) => {
      await importFiles(world.who.ada, { files: [...SHARED_TOKEN_SWEEP] });
      world.walk.pause(35);
      await register(world, {
        candidate: "release-issues",
        name: "Release Issues",
        purpose: "Lists what was fixed since the last release.",
        environment: "development",
        owners: ["yuki", "sam"],
      });
      await register(world, {
        candidate: "release-pages",
        name: "Release Pages",
        purpose: "Drafts the page that announces a release.",
        environment: "development",
        owners: ["yuki", "sam"],
      });
    },
  },
  {
    daysAgo: 12.5,
    run: async (world) => {
      await importFiles(world.who.ada, { files: [...SECOND_SWEEP] });
      world.walk.pause(25);
      const { id } = await candidateNamed(world, "time-zones");
      const reason = "Tells the time and nothing else; no need to govern it.";
      await dismissCandidate(world.who.ada, { candidateId: id, reason });
    },
  },
  {
    daysAgo: 1.3,
    run: async (world) => {
      await importFiles(world.who.ada, { files: [...THIRD_SWEEP] });
    },
  },
];

interface Found {
  candidate: string;
  name: string;
  purpose: string;
  environment: Environment;
  owners: readonly [PersonKey, PersonKey];
}

async function register(
  world: World,
  { candidate, name, purpose, environment, owners }: Found,
): Promise<void> {
  const { id } = await candidateNamed(world, candidate);
  const [owner, backup] = owners;
  const { serverId, slug } = await registerCandidate(world.who.ada, {
    candidateId: id,
    name,
    purpose,
    environment,
    criticality: "medium",
    team: "Developer experience",
    ownerId: world.who[owner].userId,
    backupOwnerId: world.who[backup].userId,
  });
  world.servers.set(name, { id: serverId, slug, owner });
}

async function candidateNamed({ who }: World, name: string) {
  const { items } = await listCandidates(who.ada, { limit: 200 });
  const found = items.find((item) => item.name === name);
  if (found === undefined) throw new Error(`no candidate is called ${name}`);
  return found;
}
