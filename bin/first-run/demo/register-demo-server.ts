import { saveRevocationPath } from "#lib/grants/commands/save-revocation-path.ts";
import { getRevocationPath } from "#lib/grants/queries/get-revocation-path.ts";
import { addScope } from "#lib/inventory/commands/add-scope.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import type { DemoServer } from "./demo-server.ts";
import { recordCredential } from "./record-credential.ts";
import { TRADES } from "./trades.ts";
import { serverNamed, type World } from "./world.ts";

/** An administrator registers the server; its owner records what it holds and how it is cut off. */
export async function registerDemoServer(world: World, server: DemoServer): Promise<void> {
  const { name, purpose, trade, environment, criticality, team, owners } = server;
  const facts = TRADES[trade];
  const [owner, backup] = owners;
  const serverRole = server.serverRole === undefined ? facts.serverRole : server.serverRole;
  const { serverId, slug } = await registerServer(world.who.ada, {
    name,
    purpose,
    environment,
    criticality,
    team,
    dataClasses: [...(server.dataClasses ?? facts.dataClasses)],
    serverRoleId: serverRole === null ? null : (world.serverRoles.get(serverRole) ?? null),
    ownerId: world.who[owner].userId,
    backupOwnerId: backup === undefined ? null : world.who[backup].userId,
    ...connectionOf(server),
  });
  world.servers.set(name, { id: serverId, slug, owner });
  world.walk.pause(4);
  for (const scope of server.scopes ?? facts.scopes) {
    await addScope(world.who[owner], { serverId, system: null, ...scope });
  }
  await recordCredential(world, server);
  if (server.hasNoPath !== true) await writePath(world, server);
}

function connectionOf({ reach }: DemoServer) {
  if ("url" in reach) return { transport: "streamable_http" as const, url: reach.url };
  if ("sse" in reach) return { transport: "sse" as const, url: reach.sse };
  const at = reach.npm.indexOf("@", 1);
  const [packageName, packageVersion] =
    at === -1 ? [reach.npm, null] : [reach.npm.slice(0, at), reach.npm.slice(at + 1)];
  return {
    transport: "stdio" as const,
    command: "npx",
    args: ["-y", reach.npm, ...(reach.args ?? [])],
    packageRegistry: "npm",
    packageName,
    packageVersion,
  };
}

async function writePath(world: World, server: DemoServer): Promise<void> {
  const { id, owner } = serverNamed(world, server.name);
  const responsibleId = world.who[server.owners[1] ?? owner].userId;
  const { hash } = await getRevocationPath(world.who[owner], { serverId: id });
  await saveRevocationPath(world.who[owner], {
    serverId: id,
    hash,
    steps: [
      {
        kind: "deny_decisions",
        title: "Stop answering yes",
        instructions: "Every question about this server is answered no from this moment.",
      },
      { ...END_OF_CREDENTIAL[TRADES[server.trade].credential.kind], responsibleId },
      {
        kind: "manual",
        title: `Tell ${server.team}`,
        instructions: `Say in the team's channel that ${server.name} is cut off, since when and why.`,
        responsibleId,
      },
    ],
  });
}

const BY_KEY = {
  kind: "manual",
  title: "Revoke the key at its issuer",
  instructions: "Open the issuer's console, revoke the key, check that a call with it is refused.",
} as const;

const END_OF_CREDENTIAL = {
  oauth_client: {
    kind: "oauth_revocation",
    title: "Revoke the OAuth grant",
    instructions: "Revoke the refresh token at the authorization server, then remove the client's consent.",
  },
  personal_access_token: BY_KEY,
  api_key: BY_KEY,
  static_bearer: BY_KEY,
  password: BY_KEY,
  certificate: {
    kind: "manual",
    title: "Revoke the certificate",
    instructions: "Revoke it at the certificate authority and wait for the revocation list to be published.",
  },
  workload_identity: {
    kind: "lease_revoke",
    title: "Revoke the leases",
    instructions: "Revoke every lease of the role and remove the trust binding.",
  },
} as const;
